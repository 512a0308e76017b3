/**
 * Korean particles. Which of two follows a word depends on how the word ends when it is read aloud: 모델을, 레이어를; 3을, 2를.
 */

/** After a final consonant, and after none. */
const pairs: Readonly<Record<string, readonly [closed: string, open: string]>> = {
  을: ['을', '를'],
  이: ['이', '가'],
  은: ['은', '는'],
  과: ['과', '와'],
  으로: ['으로', '로'],
  이라: ['이라', '라'],
  이어야: ['이어야', '여야'],
  입니다: ['입니다', '입니다'],
}

/** The digits whose names end in a consonant: 영 일 삼 육 칠 팔. 일, 칠 and 팔 end in ㄹ. */
const closedDigits = '013678'
/** The letters at the end of an English word that are read with a final consonant: model 모델, program 프로그램, train 트레인. */
const closedLetters = 'lmn'

/** The word with the form of the particle that follows it: bound('모델', '을') is 모델을. Quotes and brackets are not read. */
export function bound(word: string, particle: string): string {
  const pair = pairs[particle]
  if (!pair) return word + particle
  const read = readAloud(word)
  const last = read.at(-1) ?? ''
  const [closed, open] = pair
  const final = closedEnding.test(read) ? 'consonant' : finalOf(silentEnding.test(read) ? read.at(-2)! : last)
  // 으로 is the one particle that ㄹ takes as a vowel: 모델로, 7로.
  if (particle === '으로') return word + (final === 'none' || final === 'rieul' ? open : closed)
  return word + (final === 'none' ? open : closed)
}

/** English words that end in a consonant of Korean: padding 패딩, step 스텝, input 인풋, block 블록. */
const closedEnding = /([aeiou]ng|[a-z]ck|[^aeiou][aeiou][ptkc]|out|ype)$/

/** English words whose last e is not read: scale 스케일, frame 프레임, line 라인. */
const silentEnding = /[a-z](le|[aeiou][mn]e)$/i

/** Without a remark in brackets at its end, which is not read, and without what is no letter: `아이콘(ICO)` is 아이콘. */
function readAloud(word: string): string {
  const bare = word.replace(/\s*\([^()]*\)[^\p{L}\p{N}]*$/u, '') || word
  return bare.replace(/[^\p{L}\p{N}]+$/u, '')
}

function finalOf(letter: string): 'none' | 'rieul' | 'consonant' {
  const code = letter.codePointAt(0) ?? 0
  if (code >= 0xac00 && code <= 0xd7a3) {
    const final = (code - 0xac00) % 28
    return final === 0 ? 'none' : final === 8 ? 'rieul' : 'consonant'
  }
  if ('178'.includes(letter) && letter) return 'rieul'
  if (closedDigits.includes(letter) && letter) return 'consonant'
  const low = letter.toLowerCase()
  if (low === 'l') return 'rieul'
  return low && closedLetters.includes(low) ? 'consonant' : 'none'
}
