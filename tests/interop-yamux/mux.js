// A socket with the JavaScript muxer on it: no node, no handshake.
import { yamux } from '@chainsafe/libp2p-yamux'
import { defaultLogger } from '@libp2p/logger'
import { AbstractMultiaddrConnection } from '@libp2p/utils'
import { multiaddr } from '@multiformats/multiaddr'

// The muxer's ping wants it; Node has it from version 22 on.
Promise.withResolvers ??= function () {
  const parts = {}
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }))
  return parts
}

class Connection extends AbstractMultiaddrConnection {
  constructor (socket, direction) {
    super({ remoteAddr: multiaddr('/ip4/127.0.0.1/tcp/1'), direction, log: defaultLogger().forComponent('interop') })
    this.socket = socket
    socket.on('data', bytes => this.onData(bytes))
    socket.on('drain', () => this.safeDispatchEvent('drain'))
    socket.on('close', () => this.onTransportClosed())
    socket.on('error', () => {})
  }

  sendData (data) {
    let more = true
    for (const bytes of data instanceof Uint8Array ? [data] : data) more = this.socket.write(bytes)
    return { sentBytes: data.byteLength, canSendMore: more }
  }

  sendReset () { this.socket.destroy() }
  async sendClose () { this.socket.end() }
  sendPause () { this.socket.pause() }
  sendResume () { this.socket.resume() }
}

/** @param direction 'inbound' when the other side dialled, 'outbound' when we did */
export const mux = (socket, direction) =>
  yamux({ enableKeepAlive: false })().createStreamMuxer(new Connection(socket, direction))
