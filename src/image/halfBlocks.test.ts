/** Images as text: the characters and colours of small ones, exactly. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { halfBlocks } from './halfBlocks.ts'

const rgb = { shape: [3, 2, 1], data: [255, 0, 0, 128, 10, 255] }

describe('halfBlocks', () => {
  test('two pixels a character, in full colour', () =>
    assert.deepEqual(halfBlocks(rgb), ['\x1b[38;2;255;0;10;48;2;0;128;255m▀\x1b[0m']))

  test("the nearest of xterm's 256 colours, greys among them", () => {
    assert.deepEqual(halfBlocks(rgb, { colour: '256' }), ['\x1b[38;5;196;48;5;33m▀\x1b[0m'])
    const grey = { shape: [1, 2, 2], data: [0, 118, 255, 118] }
    assert.deepEqual(halfBlocks(grey, { colour: '256' }), ['\x1b[38;5;16;48;5;231m▀\x1b[38;5;243;48;5;243m▀\x1b[0m'])
  })

  test('equal neighbours share their colours; the last of an odd number of rows has nothing behind it', () =>
    assert.deepEqual(halfBlocks({ shape: [1, 1, 3], data: [7, 7, 8] }), ['\x1b[38;2;7;7;7m▀▀\x1b[38;2;8;8;8m▀\x1b[0m']))

  test('without colours, black and white', () =>
    assert.deepEqual(
      halfBlocks({ shape: [1, 3, 4], data: [0, 255, 0, 255, 0, 0, 255, 255, 255, 0, 0, 255] }, { colour: 'none' }),
      [' ▀▄█', '▀  ▀'],
    ))

  test('without colours, a grey is as many lit pixels as it is bright', () => {
    const lines = halfBlocks({ shape: [3, 40, 40], data: new Float32Array(4800).fill(64) }, { colour: 'none' })
    const lit = [...lines.join('')].reduce((sum, mark) => sum + { ' ': 0, '▀': 1, '▄': 1, '█': 2 }[mark]!, 0)
    assert.ok(Math.abs(lit / 1600 - 64 / 255) < 0.02, `${lit} of 1600`)
  })

  test('it fits the columns, keeps the aspect ratio and does not enlarge', () => {
    const lines = halfBlocks({ shape: [1, 100, 200], data: new Float32Array(20000).fill(255) }, { columns: 20, colour: 'none' })
    assert.deepEqual(lines, new Array(5).fill('█'.repeat(20)))
    assert.deepEqual(halfBlocks({ shape: [1, 2, 2], data: [255, 255, 255, 255] }, { columns: 80, colour: 'none' }), ['██'])
  })

  test('what it refuses', () => {
    assert.throws(() => halfBlocks(rgb, { columns: 0 }), {
      message: 'halfBlocks: columns must be a whole number of at least 1. Received: 0.',
    })
    assert.throws(() => halfBlocks(rgb, { colour: '16' as '256' }), {
      message:
        "halfBlocks: colour must be one of 'truecolour', '256', 'none'. Received: \"16\".\n  Fix: use one of: truecolour, 256, none.",
    })
    assert.throws(() => halfBlocks({ shape: [2], data: [1, 2] }), { code: 'not-an-image' })
  })
})
