/** Sentences: their holes, in English and in another language; and that they stay sentences wherever they are sent. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OptionError, printError } from './errors.ts'
import { inKorean } from './inKorean.ts'
import { korean } from './korean/index.ts'
import { asIs, say, spoken } from './say.ts'

test('holes are filled with words, numbers, sentences and lists of them', () => {
  assert.equal(spoken(say('true or false')), 'true or false')
  assert.equal(spoken(say('a number from {min} to {max}', { min: 0, max: 1 })), 'a number from 0 to 1')
  const wanted = say('a whole number of at least {min}', { min: 1 })
  const must = say('{owner}: {name} must be {wanted}. Received: {value}.', {
    owner: 'train',
    name: 'batch',
    wanted,
    value: '"8"',
  })
  assert.equal(spoken(must), 'train: batch must be a whole number of at least 1. Received: "8".')
  assert.equal(spoken({ text: 'both: {all}', holes: { all: [say('true or false'), asIs('f(x)')] } }), 'both: true or false f(x)')
})

test('behind 1 what is counted is one, in English', () => {
  const count = (filling: number | string) => ({ text: 'a list of {n} numbers', holes: { n: filling } })
  assert.equal(spoken(count(1)), 'a list of 1 number')
  assert.equal(spoken(count('1')), 'a list of 1 number')
  assert.equal(spoken(count(11)), 'a list of 11 numbers')
  assert.equal(spoken({ text: '{n} classes; {n} bytes', holes: { n: 1 } }), '1 class; 1 byte')
  assert.equal(spoken(count(1), { ...korean, sentences: {} }), 'a list of 1 numbers')
})

test('what fills a hole is not filled again, and what fills none stays', () => {
  assert.equal(spoken(asIs('{words} {name:을} {:을}')), '{words} {name:을} {:을}')
  assert.equal(spoken({ text: 'a {b} { c: {d} }', holes: { d: 1 } }), 'a {b} { c: 1 }')
})

test('the compiler refuses sentences that have no translation, and holes that nobody fills', () => {
  // @ts-expect-error there is no such sentence
  assert.equal(spoken(say('an unheard-of sentence')), 'an unheard-of sentence')
  // @ts-expect-error its hole is not filled
  assert.equal(spoken(say('one of {choices}', {})), 'one of {choices}')
})

test('an error that was sent says the same in both languages', () => {
  const error = new OptionError({
    code: 'unknown-option',
    message: say('{owner} has no option {name}.', { owner: 'train', name: '"batchSize"' }),
    layer: { position: 2, name: 'C1', kind: 'conv2d', model: 'digits' },
    numbers: [say('input {shape}', { shape: '1×28×28' })],
    fix: say('did you mean "{near}"? Known: {names}.', { near: 'batch', names: 'batch, epochs' }),
  })
  const sent = new OptionError(JSON.parse(JSON.stringify(error.data)))
  assert.equal(
    sent.message,
    'layer 2 "C1" (conv2d) in "digits": train has no option "batchSize".\n  input 1×28×28\n  Fix: did you mean "batch"? Known: batch, epochs.',
  )
  assert.equal(sent.message, error.message)
  assert.equal(inKorean(sent), printError(error.data, korean))
  assert.match(
    inKorean(sent),
    /^"digits"의 2번째 층 "C1"\(conv2d\): [^\n]*"batchSize"[^\n]*\n {2}[^\n]*1×28×28\n {2}해결: [^\n]*batch, epochs/,
  )
  assert.equal(inKorean(new Error('its own')), 'its own')
  assert.equal(inKorean('a text'), 'a text')
})
