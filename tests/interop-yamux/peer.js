// The other side of our yamux: a plain TCP socket, the JavaScript muxer, and nothing else.
//
//   node peer.js listen            prints "port N", then does as below with whoever connects
//   node peer.js dial PORT         connects, then does as below
//
// Streams that come are told by their first byte what to do: 'e' echo, 'r' reset, 'k' end and keep what comes.
// Commands come on standard input, one a line; results go to standard output, one a line.
//   echo BYTES     opens a stream, sends so many, ends its direction, and reads until the other side ends
//   many COUNT     the same with COUNT streams at once, 1,000 bytes each
//   reset          opens a stream, sends a byte, resets it
//   ping           asks for a sign of life
//   close          closes the muxer in order
import net from 'node:net'
import readline from 'node:readline'
import { mux } from './mux.js'

const say = (...words) => process.stdout.write(words.join(' ') + '\n')
const failed = (what, error) => say(what, 'failed', error.name)

function serve (stream) {
  let order
  let kept = 0
  stream.addEventListener('message', event => {
    let bytes = event.data.subarray()
    if (order === undefined) {
      order = String.fromCharCode(bytes[0])
      bytes = bytes.subarray(1)
      if (order === 'r') {
        stream.abort(new Error('asked for'))
        say('did reset')
      } else if (order === 'k') {
        stream.close().catch(() => {})
      }
    }
    if (order === 'k') {
      kept += bytes.length
    } else if (order === 'e' && bytes.length > 0 && !stream.send(bytes)) {
      stream.pause()
      stream.addEventListener('drain', () => stream.resume(), { once: true })
    }
  })
  stream.addEventListener('remoteCloseWrite', () => {
    if (order === 'k') say('kept', kept)
    stream.close().then(() => say('served'), () => {})
  })
  stream.addEventListener('close', event => { if (event.error != null && order !== 'r') say('broke', event.error.name) })
}

async function echo (muxer, length) {
  const stream = await muxer.createStream()
  let got = 0
  let wrong = 0
  const done = new Promise((resolve, reject) => {
    stream.addEventListener('message', event => {
      for (const byte of event.data.subarray()) {
        if (byte !== got % 251) wrong++
        got++
      }
    })
    stream.addEventListener('remoteCloseWrite', resolve)
    stream.addEventListener('close', event => event.error == null ? resolve() : reject(event.error))
  })
  for (let at = 0; at < length;) {
    const bytes = new Uint8Array(Math.min(100_000, length - at))
    for (let i = 0; i < bytes.length; i++) bytes[i] = (at + i) % 251
    at += bytes.length
    if (!stream.send(bytes)) await new Promise(resolve => stream.addEventListener('drain', resolve, { once: true }))
  }
  await stream.close()
  await done
  return [got, wrong]
}

async function obey (muxer, command, count) {
  switch (command) {
    case 'echo':
      say('echoed', ...await echo(muxer, count))
      break
    case 'many': {
      const all = await Promise.all(Array.from({ length: count }, () => echo(muxer, 1000)))
      say('many', all.filter(([got, wrong]) => got === 1000 && wrong === 0).length)
      break
    }
    case 'reset': {
      const stream = await muxer.createStream()
      stream.send(new Uint8Array(1))
      stream.abort(new Error('asked for'))
      say('did reset')
      break
    }
    case 'ping':
      say('pinged', await muxer.ping() >= 0)
      break
    case 'close':
      await muxer.close()
      say('did close')
      break
    default:
      say('unknown', command)
  }
}

let muxer

function meet (socket, direction) {
  muxer = mux(socket, direction)
  muxer.addEventListener('stream', event => serve(event.detail))
  socket.on('close', () => say('gone'))
  say('connected')
}

readline.createInterface({ input: process.stdin }).on('line', line => {
  const [command, count] = line.split(' ')
  obey(muxer, command, Number(count)).catch(error => failed(command, error))
}).on('close', () => process.exit(0)) // whoever started us has gone

if (process.argv[2] === 'dial') {
  const socket = net.connect(Number(process.argv[3]), '127.0.0.1', () => meet(socket, 'outbound'))
} else {
  const server = net.createServer(socket => { server.close(); meet(socket, 'inbound') })
  server.listen(0, '127.0.0.1', () => say('port', server.address().port))
}
