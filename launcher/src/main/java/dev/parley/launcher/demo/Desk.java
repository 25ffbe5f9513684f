package dev.parley.launcher.demo;

/** The two places of the demo. */
enum Desk {
    LEFT("left", "Left desk"),
    RIGHT("right", "Right desk");

    private final String word;
    private final String person;

    Desk(String word, String person) {
        this.word = word;
        this.person = person;
    }

    /** As it is typed. */
    String word() {
        return word;
    }

    /** The display name of who sits there. */
    String person() {
        return person;
    }

    Desk other() {
        return this == LEFT ? RIGHT : LEFT;
    }
}
