// What a meeting's page would get in this browser: camera, microphone, picture, sound, encoding and the way out.
// The program puts it into a page at the meeting's own address and calls rehearse(asked); the answer is plain data.
// Nothing here judges, and nothing is sent anywhere but to the hosts and servers in `asked`.
'use strict';

const wait = ms => new Promise(done => setTimeout(done, ms));
const within = (promise, ms, otherwise) => Promise.race([promise, wait(ms).then(() => otherwise)]);
const decibels = power => power > 0 ? 10 * Math.log10(power) : null;

async function permissions() {
  const state = async name => (await navigator.permissions.query({name})).state;
  return {camera: await state('camera'), microphone: await state('microphone')};
}

// Both at once as a meeting does; when that fails, each by itself, to know which of them it is.
async function capture(asked) {
  const video = {width: {ideal: asked.width_px}, height: {ideal: asked.height_px}, frameRate: {ideal: asked.rate_hz}};
  const open = what => navigator.mediaDevices.getUserMedia(what);
  try {
    return {tracks: (await open({video, audio: true})).getTracks(), errors: {}};
  } catch {
    const tracks = [], errors = {};
    for (const [kind, what] of [['camera', {video}], ['microphone', {audio: true}]]) {
      for (const attempt of [1, 2]) {
        try {
          tracks.push(...(await open(what)).getTracks());
          delete errors[kind];
          break;
        } catch (error) {
          errors[kind] = error.name;
          if (error.name !== 'NotReadableError') break;
          await wait(700);  // another program may just be letting it go
        }
      }
    }
    return {tracks, errors};
  }
}

// Looking and listening end together; what was slow to begin still gets its time.
const until = end => Math.max(end, performance.now() + 800);

// Small grey copies of the picture: how light they are, and how much they change from one to the next.
async function watch(track, end) {
  const video = document.createElement('video'), canvas = document.createElement('canvas');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  await within(video.play(), 1500);
  [canvas.width, canvas.height] = [64, 36];
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  const seen = {width_px: video.videoWidth, height_px: video.videoHeight, frames: 0, looks: 0, changes: 0,
                lightest: 0, luma: null};
  const begun = performance.now(), last = until(end);
  const count = () => { seen.frames++; video.requestVideoFrameCallback(count); };
  video.requestVideoFrameCallback(count);
  let before = null;
  while (performance.now() < last) {
    await wait(100);
    if (!seen.frames) continue;  // nothing has come yet: what would be drawn is no picture
    pen.drawImage(video, 0, 0, 64, 36);
    const pixels = pen.getImageData(0, 0, 64, 36).data;
    let sum = 0, different = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      const luma = 0.2126 * pixels[at] + 0.7152 * pixels[at + 1] + 0.0722 * pixels[at + 2];
      sum += luma;
      seen.lightest = Math.max(seen.lightest, luma);
      if (before && before[at / 4] !== luma) different++;
      (before ??= new Float32Array(64 * 36))[at / 4] = luma;
    }
    seen.luma = sum / (64 * 36);
    if (different) seen.changes++;
    seen.looks++;
  }
  seen.seconds = (performance.now() - begun) / 1000;
  return seen;
}

// Level and peak as the meeting gets them (with Chrome's processing), and the same microphone as it is.
async function listen(track, end) {
  const heard = {};
  let raw = null;
  try {
    const unprocessed = {echoCancellation: false, noiseSuppression: false, autoGainControl: false};
    const device = track.getSettings().deviceId;
    raw = (await navigator.mediaDevices.getUserMedia({audio: {...unprocessed, deviceId: device}})).getAudioTracks()[0];
  } catch {
    // the processed sound is all there is
  }
  const context = new AudioContext();
  await within(context.resume(), 500);
  const meters = [['processed', track], ['raw', raw]].filter(([, each]) => each).map(([name, each]) => {
    const meter = context.createAnalyser();
    meter.fftSize = 2048;
    context.createMediaStreamSource(new MediaStream([each])).connect(meter);
    return {name, meter, peak: 0, square: 0, samples: 0};
  });
  const block = new Float32Array(2048), last = until(end);
  while (performance.now() < last) {
    await wait(40);
    for (const each of meters) {
      each.meter.getFloatTimeDomainData(block);
      for (const sample of block) {
        each.peak = Math.max(each.peak, Math.abs(sample));
        each.square += sample * sample;
      }
      each.samples += block.length;
    }
  }
  for (const each of meters) {
    heard[each.name] = {peak_dbfs: decibels(each.peak ** 2), level_dbfs: decibels(each.square / each.samples),
                        silent: each.peak === 0};
  }
  raw?.stop();
  await context.close();
  return heard;
}

async function connect(from, to, munge = description => description) {
  from.onicecandidate = event => to.addIceCandidate(event.candidate);
  to.onicecandidate = event => from.addIceCandidate(event.candidate);
  await from.setLocalDescription();
  await to.setRemoteDescription(from.localDescription);
  await to.setLocalDescription();
  await from.setRemoteDescription(munge(to.localDescription));
}

const statistics = async (connection, wanted) => [...(await connection.getStats()).values()].filter(wanted);

// A call inside the page, begun at full rate, so that what limits it is this computer.
async function encode(track, end) {
  const from = new RTCPeerConnection(), to = new RTCPeerConnection();
  try {
    const sender = from.addTrack(track);
    const full = ({type, sdp}) => ({type, sdp: sdp.replace(
      /(a=fmtp:[^\r\n]*)/g, '$1;x-google-start-bitrate=2500;x-google-min-bitrate=2500')});
    await connect(from, to, full);
    const parameters = sender.getParameters();
    parameters.encodings[0].maxBitrate = 2_500_000;
    parameters.degradationPreference = 'maintain-resolution';
    await sender.setParameters(parameters);
    const now = async () => (await statistics(from, each => each.type === 'outbound-rtp' && each.kind === 'video'))[0];
    await wait(900);  // it takes so long to reach full size
    const before = await now(), begun = performance.now();
    await wait(until(end) - performance.now());
    const after = await now(), seconds = (performance.now() - begun) / 1000;
    const frames = after.framesEncoded - before.framesEncoded;
    return {width_px: after.frameWidth, height_px: after.frameHeight, rate_hz: frames / seconds,
            ms_per_frame: frames > 0 ? 1000 * (after.totalEncodeTime - before.totalEncodeTime) / frames : null,
            limited_by: after.qualityLimitationReason, encoder: after.encoderImplementation,
            power_efficient: after.powerEfficientEncoder};
  } finally {
    from.close();
    to.close();
  }
}

async function reach(address) {
  const url = new URL(address).href;  // as Chrome names it when it tells what failed: without :443
  const begun = performance.now();
  try {
    await within(fetch(url, {mode: 'no-cors', cache: 'no-store', credentials: 'omit', redirect: 'follow'}), 3500,
                 null) ?? (() => { throw new Error('late'); })();
    return {url, reached: true, ms: performance.now() - begun};
  } catch {
    return {url, reached: false};
  }
}

// Does this one STUN or TURN server answer, with which kind of address, and how soon?
async function gather(server) {
  const connection = new RTCPeerConnection({iceServers: [server]});
  const begun = performance.now();
  try {
    connection.createDataChannel('');
    const found = new Promise(done => {
      connection.onicecandidate = ({candidate}) => {
        if (candidate && ['srflx', 'relay'].includes(candidate.type)) {
          done({type: candidate.type, ms: performance.now() - begun});
        }
      };
    });
    await connection.setLocalDescription();
    return {url: server.urls, ...await within(found, 3000, {type: null})};
  } catch (error) {
    return {url: server.urls, type: null, error: error.name};
  } finally {
    connection.close();
  }
}

// Two ends of a call that may only meet at the TURN server.
async function relayed(server, track, end) {
  const configuration = {iceServers: [server], iceTransportPolicy: 'relay'};
  const from = new RTCPeerConnection(configuration), to = new RTCPeerConnection(configuration);
  try {
    from.addTrack(track);
    await connect(from, to);
    const connected = () => from.iceConnectionState === 'connected' || from.iceConnectionState === 'completed';
    const begun = performance.now();
    while (!connected() && performance.now() - begun < 2500) await wait(50);
    if (!connected()) return null;
    await wait(until(end) - performance.now());
    const [pair] = await statistics(from, each => each.type === 'candidate-pair' && each.nominated);
    const [heard] = await statistics(to, each => each.type === 'inbound-rtp');
    const expected = (heard?.packetsReceived ?? 0) + (heard?.packetsLost ?? 0);
    return {rtt_ms: pair?.currentRoundTripTime === undefined ? null : 1000 * pair.currentRoundTripTime,
            available_kbps: pair?.availableOutgoingBitrate === undefined ? null : pair.availableOutgoingBitrate / 1000,
            jitter_ms: heard?.jitter === undefined ? null : 1000 * heard.jitter,
            loss_percent: expected > 0 ? 100 * Math.max(0, heard.packetsLost) / expected : null};
  } finally {
    from.close();
    to.close();
  }
}

// A call through the relay that answers first, while the others are still being asked.
async function call(servers, gathering, track, end) {
  const relays = gathering.map(async (answer, at) => {
    if ((await answer).type !== 'relay') throw new Error('no relay');
    return servers[at];
  });
  const best = await Promise.any(relays).catch(() => null);
  const made = best && track ? await relayed(best, track, end) : null;
  return {gathered: await Promise.all(gathering), call: made};
}

async function rehearse(asked) {
  const told = {permissions: await permissions(), secure: isSecureContext};
  const brands = await navigator.userAgentData?.getHighEntropyValues(['fullVersionList']);
  told.brands = brands?.fullVersionList ?? [];
  const hosts = Promise.all(asked.hosts.map(reach)), gathering = asked.servers.map(gather);
  const {tracks, errors} = await capture(asked);
  told.errors = errors;
  const [camera] = tracks.filter(each => each.kind === 'video'), [microphone] = tracks.filter(each => each.kind === 'audio');
  told.camera = camera ? {label: camera.label, rate_hz: camera.getSettings().frameRate ?? null} : null;
  told.microphone = microphone ? {label: microphone.label, device: microphone.getSettings().deviceId} : null;
  const or_nothing = promise => promise.catch(error => ({error: error.name}));
  const end = performance.now() + asked.look_ms;
  [told.picture, told.sound, told.encoded, told.ice] = await Promise.all([
    camera ? or_nothing(watch(camera, end)) : null,
    microphone ? or_nothing(listen(microphone, end)) : null,
    camera && asked.encode ? or_nothing(encode(camera, end)) : null,
    asked.servers.length ? or_nothing(call(asked.servers, gathering, microphone ?? camera, end)) : null,
  ]);
  told.hosts = await hosts;
  tracks.forEach(each => each.stop());
  return JSON.stringify(told);
}
