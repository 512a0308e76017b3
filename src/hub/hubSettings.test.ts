/**
 * What the environment says of the hub: the folder on each system, the mirror, the token, and whether the network may be used.
 */
import assert from 'node:assert/strict'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { addressOf, cachePath } from './hubFile.ts'
import { type Environment, hubSettings } from './hubSettings.ts'

const of = (env: Environment, platform = 'linux') => hubSettings(env, platform)
const file = { repository: 'timm/resnet18.tv_in1k', revision: 'main', file: 'model.safetensors' }

test('where downloads are kept', () => {
  const home = homedir()
  assert.equal(of({}).cache, join(home, '.cache/striate'))
  assert.equal(of({}, 'darwin').cache, join(home, 'Library/Caches/striate'))
  assert.equal(of({ LOCALAPPDATA: join('/u', 'Local') }, 'win32').cache, join('/u', 'Local', 'striate'))
  assert.equal(of({}, 'win32').cache, join(home, 'AppData', 'Local', 'striate'))
  for (const platform of ['linux', 'darwin', 'win32']) {
    assert.equal(of({ XDG_CACHE_HOME: '/x' }, platform).cache, join('/x', 'striate'))
    assert.equal(of({ XDG_CACHE_HOME: '/x', STRIATE_CACHE: '/own' }, platform).cache, resolve('/own'))
  }
  assert.equal(of({ XDG_CACHE_HOME: 'relative', STRIATE_CACHE: '' }).cache, join(home, '.cache/striate'))
  assert.equal(of({ STRIATE_CACHE: 'here' }).cache, resolve('here'))
  assert.equal(cachePath(file, { cache: '/c' }), join('/c/hub/timm--resnet18.tv_in1k/main/model.safetensors'))
})

test('the hub, or a mirror of it', () => {
  assert.equal(addressOf(file, of({})), 'https://huggingface.co/timm/resnet18.tv_in1k/resolve/main/model.safetensors')
  assert.deepEqual([of({}).base, of({}).mirroredBy], ['https://huggingface.co', undefined])
  const both = of({ STRIATE_HUB: 'https://a.example/hub/', HF_ENDPOINT: 'https://b.example' })
  assert.deepEqual([both.base, both.mirroredBy], ['https://a.example/hub', 'STRIATE_HUB'])
  assert.equal(of({ HF_ENDPOINT: 'https://b.example' }).base, 'https://b.example')
  for (const here of ['http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080']) assert.equal(of({ STRIATE_HUB: here }).base, here) // biome-ignore format: a line
  for (const wrong of ['http://b.example', 'ftp://b.example', 'b.example', 'https://b.example/?a=1', 'http://192.168.0.2'])
    assert.throws(() => of({ HF_ENDPOINT: wrong }), {
      code: 'wrong-hub',
      message:
        `HF_ENDPOINT must be the address of a hub, with https (on this machine http will do). Received: "${wrong}".\n` +
        '  Fix: leave HF_ENDPOINT out for https://huggingface.co.',
    })
  assert.throws(
    () => of({ STRIATE_HUB: 'https://anna:secret@b.example' }),
    (error: Error) => !/anna|secret/.test(error.message),
  )
})

test('the token, and that the network is not to be used', () => {
  assert.deepEqual([of({}).token, of({ HF_TOKEN: ' hf_x\n' }).token, of({ HF_TOKEN: '' }).token], [undefined, 'hf_x', undefined])
  for (const yes of ['1', 'true', 'YES', 'on']) assert.equal(of({ STRIATE_OFFLINE: yes }).offlineBy, 'STRIATE_OFFLINE')
  for (const no of ['0', '', 'false', 'no']) assert.equal(of({ STRIATE_OFFLINE: no }).offlineBy, undefined)
  assert.equal(of({ HF_HUB_OFFLINE: '1' }).offlineBy, 'HF_HUB_OFFLINE')
})
