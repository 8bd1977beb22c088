// Composes Hangul syllables from the letters of a two-set keyboard. The end of the text is what
// is being composed: no state beside the text. Unicode Standard, 3.12 "Conjoining Jamo Behavior".

const SYLLABLES_START = 0xac00;
const SYLLABLES_END = 0xd7a3;
const LEADS = [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
const VOWELS = [..."ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"];
const TAILS = ["", ..."ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"];
const DOUBLED = { ㅂ: "ㅃ", ㅈ: "ㅉ", ㄷ: "ㄸ", ㄱ: "ㄲ", ㅅ: "ㅆ", ㅐ: "ㅒ", ㅔ: "ㅖ" };
// Two letters typed one after the other that become one.
const JOINED = {
  ㅗㅏ: "ㅘ", ㅗㅐ: "ㅙ", ㅗㅣ: "ㅚ", ㅜㅓ: "ㅝ", ㅜㅔ: "ㅞ", ㅜㅣ: "ㅟ", ㅡㅣ: "ㅢ",
  ㄱㅅ: "ㄳ", ㄴㅈ: "ㄵ", ㄴㅎ: "ㄶ", ㄹㄱ: "ㄺ", ㄹㅁ: "ㄻ", ㄹㅂ: "ㄼ", ㄹㅅ: "ㄽ",
  ㄹㅌ: "ㄾ", ㄹㅍ: "ㄿ", ㄹㅎ: "ㅀ", ㅂㅅ: "ㅄ",
};
const SPLIT = Object.fromEntries(Object.entries(JOINED).map(([two, one]) => [one, [...two]]));

/** The letter with Shift: ㅂ -> ㅃ; letters without a double stay. */
export function doubled(letter) {
  return DOUBLED[letter] ?? letter;
}

/** The text after one more letter. */
export function typeLetter(text, letter) {
  const before = text.slice(0, -1);
  const last = text.slice(-1);
  if (VOWELS.includes(letter)) return before + withVowel(last, letter);
  if (LEADS.includes(letter)) return before + withConsonant(last, letter);
  return text + letter;
}

/** The text without its last letter: 값 -> 갑 -> 가 -> ㄱ -> nothing. */
export function eraseLetter(text) {
  const before = text.slice(0, -1);
  const last = text.slice(-1);
  const parts = apart(last);
  if (!parts) return before + (SPLIT[last]?.[0] ?? "");
  const { lead, vowel, tail } = parts;
  if (tail) return before + syllable(lead, vowel, SPLIT[tail]?.[0] ?? "");
  return before + (SPLIT[vowel] ? syllable(lead, SPLIT[vowel][0]) : lead);
}

function withVowel(last, vowel) {
  const parts = apart(last);
  if (!parts) {
    if (LEADS.includes(last)) return syllable(last, vowel);
    return JOINED[last + vowel] ?? last + vowel;
  }
  const { lead, vowel: before, tail } = parts;
  if (tail) {
    // 갃 + ㅏ -> 각사: the last consonant goes over to the new syllable.
    const [stays, goes] = SPLIT[tail] ?? ["", tail];
    return syllable(lead, before, stays) + syllable(goes, vowel);
  }
  const joined = JOINED[before + vowel];
  return joined ? syllable(lead, joined) : last + vowel;
}

function withConsonant(last, consonant) {
  const parts = apart(last);
  if (!parts) return last + consonant;
  const { lead, vowel, tail } = parts;
  const wanted = tail ? JOINED[tail + consonant] : consonant;
  return TAILS.includes(wanted) ? syllable(lead, vowel, wanted) : last + consonant;
}

function syllable(lead, vowel, tail = "") {
  const number = (LEADS.indexOf(lead) * VOWELS.length + VOWELS.indexOf(vowel)) * TAILS.length;
  return String.fromCharCode(SYLLABLES_START + number + TAILS.indexOf(tail));
}

function apart(character) {
  const code = character.charCodeAt(0);
  if (!(code >= SYLLABLES_START && code <= SYLLABLES_END)) return null;
  const number = code - SYLLABLES_START;
  const vowels = Math.floor(number / TAILS.length);
  return {
    lead: LEADS[Math.floor(vowels / VOWELS.length)],
    vowel: VOWELS[vowels % VOWELS.length],
    tail: TAILS[number % TAILS.length],
  };
}
