// Writes down what two JavaScript muxers say to each other: the golden file of bundles/transport.tls.
//
//   node capture.js > ../../bundles/transport.tls/src/test/resources/yamux/js.txt
//
// A line "# word" begins a step, "> hex" is what the dialler sent, "< hex" what the other one did.
import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { mux } from './mux.js'

const QUIET_MS = 100 // by then all frames of a step have gone both ways

const write = socket => {
  const send = socket.write.bind(socket)
  return mark => { socket.write = bytes => { console.log(mark, Buffer.from(bytes).toString('hex')); return send(bytes) } }
}

const echo = stream => {
  stream.addEventListener('message', event => stream.send(event.data))
  stream.addEventListener('remoteCloseWrite', () => stream.close())
}

const pattern = length => Uint8Array.from({ length }, (_, i) => i % 251)

const server = net.createServer(async socket => {
  write(socket)('<')
  const there = mux(socket, 'inbound')
  there.addEventListener('stream', event => echo(event.detail))
  await walk(there)
})
let here
const dialled = Promise.withResolvers()

async function step (name, act) {
  console.log('#', name)
  await act()
  await pause(QUIET_MS)
}

async function walk (there) {
  await dialled.promise
  await step('echo', async () => {
    const stream = await here.createStream()
    await pause(QUIET_MS)
    stream.send(new TextEncoder().encode('hello'))
    await stream.close()
  })
  await step('ping', () => here.ping())
  await step('reset', async () => {
    const stream = await here.createStream()
    stream.send(new TextEncoder().encode('x'))
    await pause(QUIET_MS)
    stream.abort(new Error('asked for'))
  })
  await step('large', async () => {
    const stream = await here.createStream()
    stream.send(pattern(1500))
    await stream.close()
  })
  await step('other', async () => {
    const stream = await there.createStream()
    await pause(QUIET_MS)
    stream.send(new TextEncoder().encode('from the other side'))
    await stream.close()
  })
  await step('pong', () => there.ping())
  await step('goodbye', () => here.close())
  process.exit(0)
}

server.listen(0, '127.0.0.1', () => {
  const socket = net.connect(server.address().port, '127.0.0.1', () => {
    write(socket)('>')
    here = mux(socket, 'outbound')
    here.addEventListener('stream', event => echo(event.detail))
    dialled.resolve()
  })
})
