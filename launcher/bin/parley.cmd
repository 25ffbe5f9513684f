@echo off
rem Starts Parley on Windows: what the sh script beside it does, in the source tree and in the distribution alike. Simpler here:
rem - it builds only when there is no distribution yet; after a change of sources, run mvn -DskipTests package;
rem - the class archive has one name in a home, and is of the kind that every Java from 17 on can use; where two JDKs or two
rem   installations take turns, it is made anew each time;
rem - a Java before 17 is refused by Java itself.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "here=%%~fI"
set "java=java.exe"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
where "java.exe" >nul 2>&1
if errorlevel 1 if not exist "%java%" goto nojava
if defined JAVA_HOME if not exist "%java%" goto nojava
if not exist "%here%\pom.xml" goto built
if not exist "%here%\target\parley\bin\parley.cmd" goto build
:isbuilt
set "here=%here%\target\parley"
:built

rem What the virtual machine is told depends on a few options, so they are looked at here; the program checks them all.
rem An equals sign separates parameters too, so --home=DIR is seen as --home DIR.
set "profile=%PARLEY_PROFILE%"
set "home=%PARLEY_HOME%"
set "command=run"
:look
if "%~1"=="" goto looked
if "%~1"=="--profile" set "profile=%~2"
if "%~1"=="--home" set "home=%~2"
if "%~1"=="call" set "command=call"
if "%~1"=="demo" set "command=demo"
if "%~1"=="call" goto looked
if "%~1"=="demo" goto looked
if "%~1"=="--version" set "command=short"
if "%~1"=="--help" set "command=short"
if "%~1"=="-h" set "command=short"
for %%O in (--profile --home --name --port --bind --feature --bundle --visibility --realm --accept --commands --events) do if "%~1"=="%%O" goto skip
shift
goto look
:skip
shift
shift
goto look
:looked

if not defined home set "home=%LOCALAPPDATA%\Parley"
for %%J in ("%here%\lib\dev.parley.launcher-*.jar") do set "jar=%%~fJ"
set "flags=-XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC"
if not "%command%"=="run" set "flags=%flags% -XX:TieredStopAtLevel=1"
if not "%command%"=="run" goto plain
if "%profile%"=="small" set "flags=%flags% -XX:TieredStopAtLevel=1 -Xmx64m"
if not "%profile%"=="small" set "flags=%flags% -Xms48m -XX:Tier4InvocationThreshold=15000 -XX:Tier4MinInvocationThreshold=3000 -XX:Tier4CompileThreshold=45000 -XX:Tier4BackEdgeThreshold=160000"
if /i "%PARLEY_ARCHIVE%"=="no" goto plain
set "archive=%home%\cache\classes\windows.jsa"
if exist "%archive%" goto archived
"%java%" %flags% "-Dparley.archive=%archive%" -jar "%jar%" %*
exit /b %errorlevel%
:archived
"%java%" %flags% "-XX:SharedArchiveFile=%archive%" -Xshare:auto -Xlog:disable "-Dparley.archive=%archive%" -jar "%jar%" %*
exit /b %errorlevel%
:plain
"%java%" %flags% -jar "%jar%" %*
exit /b %errorlevel%

:build
where mvn >nul 2>&1
if errorlevel 1 goto nomaven
echo Building Parley, once ... 1>&2
if not exist "%here%\target" mkdir "%here%\target"
pushd "%here%\.."
call mvn -B -q -Dmaven.test.skip=true -pl launcher -am package >"%here%\target\parley.build.log" 2>&1
set "status=%errorlevel%"
popd
if "%status%"=="0" goto isbuilt
findstr /c:"Could not transfer" /c:"Unknown host" /c:"Could not resolve dependencies" "%here%\target\parley.build.log" >nul
if errorlevel 1 goto failed
echo parley: Maven cannot reach its repository, so Parley cannot be built now. Connect to the network once, then try again. 1>&2
exit /b 3
:failed
echo parley: the build failed; the log is "%here%\target\parley.build.log" 1>&2
exit /b 3
:nomaven
echo parley: Maven is needed to build Parley, and there is no mvn here. Install it, or use a distribution. 1>&2
exit /b 3
:nojava
echo parley: there is no Java here. Install JDK 17 or later, or let JAVA_HOME name one. 1>&2
exit /b 3
