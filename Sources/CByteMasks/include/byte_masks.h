// Sixteen bytes compared at a time, as bit masks (bit i stands for byte i).
//
// SSE2 is part of every x86-64; elsewhere Lines/ByteMask.swift has the same functions over SIMD16, and a
// test holds the two against each other. Callers guarantee 16 readable bytes at `p`.
#pragma once
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#define LOGLINE_INLINE static inline __attribute__((always_inline))

LOGLINE_INLINE __m128i logline_load(const uint8_t *p) { return _mm_loadu_si128((const __m128i *)p); }
LOGLINE_INLINE __m128i logline_equal(__m128i v, char c) { return _mm_cmpeq_epi8(v, _mm_set1_epi8(c)); }
LOGLINE_INLINE uint32_t logline_bits(__m128i v) { return (uint32_t)_mm_movemask_epi8(v); }

// Asks for the cache line at `p`, which is about to be read or written.
LOGLINE_INLINE void logline_prefetch(const void *p) { _mm_prefetch((const char *)p, _MM_HINT_T0); }

LOGLINE_INLINE __m128i logline_string_end(__m128i v) {
  __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);
  __m128i special = _mm_or_si128(logline_equal(v, '"'), logline_equal(v, '\\'));
  return _mm_or_si128(control, special);
}

// Bytes that end a run of plain JSON string text: `"`, `\` and control characters below 0x20.
LOGLINE_INLINE uint32_t logline_mask_string_end(const uint8_t *p) {
  return logline_bits(logline_string_end(logline_load(p)));
}

// The same bytes, and the sixteen bytes copied to `to` on the way.
LOGLINE_INLINE uint32_t logline_copy_mask_string_end(const uint8_t *p, uint8_t *to) {
  __m128i v = logline_load(p);
  _mm_storeu_si128((__m128i *)to, v);
  return logline_bits(logline_string_end(v));
}

// Whether none of 32 bytes ends a run of plain JSON string text; they are copied to `to`.
LOGLINE_INLINE _Bool logline_copy_plain(const uint8_t *p, uint8_t *to) {
  __m128i v = logline_load(p), w = logline_load(p + 16);
  _mm_storeu_si128((__m128i *)to, v);
  _mm_storeu_si128((__m128i *)(to + 16), w);
  return logline_bits(_mm_or_si128(logline_string_end(v), logline_string_end(w))) == 0;
}

// Decimal digits.
LOGLINE_INLINE uint32_t logline_mask_digit(const uint8_t *p) {
  __m128i value = _mm_sub_epi8(logline_load(p), _mm_set1_epi8('0'));
  return logline_bits(_mm_cmpeq_epi8(_mm_min_epu8(value, _mm_set1_epi8(9)), value));
}

// Bytes that are the same at `p` and at `q`.
LOGLINE_INLINE uint32_t logline_mask_same(const uint8_t *p, const uint8_t *q) {
  return logline_bits(_mm_cmpeq_epi8(logline_load(p), logline_load(q)));
}

LOGLINE_INLINE __m128i logline_between(__m128i v, char low, char count) {
  __m128i value = _mm_sub_epi8(v, _mm_set1_epi8(low));
  return _mm_cmpeq_epi8(_mm_min_epu8(value, _mm_set1_epi8((char)(count - 1))), value);
}

// Bytes that end a word of a message: up to 0x20, and  " ' ( ) , : ; < = > [ ] { | }
LOGLINE_INLINE uint32_t logline_mask_word_end(const uint8_t *p) {
  __m128i v = logline_load(p);
  __m128i blank = logline_between(v, 0, 0x21);
  __m128i low = _mm_or_si128(logline_between(v, '\'', 3), logline_between(v, ':', 5));
  __m128i high = _mm_or_si128(logline_between(v, '{', 3), logline_equal(v, '"'));
  __m128i rest = _mm_or_si128(logline_equal(v, ','), _mm_or_si128(logline_equal(v, '['), logline_equal(v, ']')));
  return logline_bits(_mm_or_si128(_mm_or_si128(blank, low), _mm_or_si128(high, rest)));
}

// Joints of paths of classes and modules: . / $
LOGLINE_INLINE uint32_t logline_mask_path_joint(const uint8_t *p) {
  __m128i v = logline_load(p);
  return logline_bits(_mm_or_si128(logline_between(v, '.', 2), logline_equal(v, '$')));
}

// What sixteen bytes of a header are made of, all from one load.
typedef struct {
  uint32_t end, digit, upper, lower, path, other;
} logline_word_masks;

LOGLINE_INLINE logline_word_masks logline_scan_word(const uint8_t *p) {
  __m128i v = logline_load(p);
  logline_word_masks masks;
  masks.end = logline_mask_word_end(p);
  masks.digit = logline_bits(logline_between(v, '0', 10));
  masks.upper = logline_bits(logline_between(v, 'A', 26));
  masks.lower = logline_bits(logline_between(v, 'a', 26));
  masks.path = logline_mask_path_joint(p);
  masks.other = logline_bits(v);
  return masks;
}

// Bytes that make a word of a message more than a name: digits and  . / @ \ ! ?
LOGLINE_INLINE uint32_t logline_mask_telling(const uint8_t *p) {
  __m128i v = logline_load(p);
  __m128i run = _mm_or_si128(logline_between(v, '.', 12), logline_between(v, '?', 2));
  __m128i rest = _mm_or_si128(logline_equal(v, '\\'), logline_equal(v, '!'));
  return logline_bits(_mm_or_si128(run, rest));
}

// Of 16 bytes: digits and the marks  - . @ _  which names are made with, capitals and small letters.
typedef struct {
  uint32_t mark, upper, lower;
} logline_name_masks;

LOGLINE_INLINE logline_name_masks logline_scan_name(const uint8_t *p) {
  __m128i v = logline_load(p);
  __m128i run = _mm_or_si128(logline_between(v, '0', 10), logline_between(v, '-', 2));
  __m128i rest = _mm_or_si128(logline_equal(v, '@'), logline_equal(v, '_'));
  logline_name_masks masks;
  masks.mark = logline_bits(_mm_or_si128(run, rest));
  masks.upper = logline_bits(logline_between(v, 'A', 26));
  masks.lower = logline_bits(logline_between(v, 'a', 26));
  return masks;
}

// Of 64 bytes: those that end a word, and those that tell it from a name.
typedef struct {
  uint64_t end, telling;
} logline_word_block;

LOGLINE_INLINE logline_word_block logline_scan_words(const uint8_t *p) {
  logline_word_block block = {0, 0};
  for (int i = 0; i < 4; i++) {
    block.end |= (uint64_t)logline_mask_word_end(p + 16 * i) << (16 * i);
    block.telling |= (uint64_t)logline_mask_telling(p + 16 * i) << (16 * i);
  }
  return block;
}

// Sixteen bytes with `0` for every digit.
LOGLINE_INLINE __m128i logline_without_digits(const uint8_t *p) {
  __m128i v = logline_load(p);
  __m128i digit = logline_between(v, '0', 10);
  return _mm_or_si128(_mm_andnot_si128(digit, v), _mm_and_si128(digit, _mm_set1_epi8('0')));
}

// The first `count` of sixteen bytes with `0` for every digit, and by how much each may differ, as bits, from what
// it stands for: digits by 9, bytes behind them by anything.
LOGLINE_INLINE void logline_blind(const uint8_t *p, int count, uint8_t *block, uint8_t *limits) {
  static const uint8_t behind[32] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  __m128i digit = logline_between(logline_load(p), '0', 10);
  __m128i rest = logline_load(behind + 16 - count);
  _mm_storeu_si128((__m128i *)block, _mm_andnot_si128(rest, logline_without_digits(p)));
  _mm_storeu_si128((__m128i *)limits, _mm_or_si128(rest, _mm_and_si128(digit, _mm_set1_epi8(9))));
}

// Whether no byte at `p` differs from the one at `q`, as bits, by more than the one at `limit`.
LOGLINE_INLINE _Bool logline_is_within(const uint8_t *p, const uint8_t *q, const uint8_t *limit) {
  __m128i most = logline_load(limit);
  __m128i difference = _mm_xor_si128(logline_load(p), logline_load(q));
  return logline_bits(_mm_cmpeq_epi8(_mm_max_epu8(difference, most), most)) == 0xffff;
}

// A hash of sixteen bytes, all digits being alike; only its highest bits hang on all of them.
LOGLINE_INLINE uint64_t logline_hash_without_digits(const uint8_t *p) {
  __m128i v = logline_without_digits(p);
  uint64_t low = (uint64_t)_mm_cvtsi128_si64(v);
  uint64_t high = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(v, v));
  return low * 0x9E3779B97F4A7C15 + high * 0xC2B2AE3D27D4EB4F;
}

// Line feeds in 64 bytes.
LOGLINE_INLINE uint64_t logline_mask_line_end(const uint8_t *p) {
  uint64_t ends = 0;
  for (int i = 0; i < 4; i++)
    ends |= (uint64_t)logline_bits(logline_equal(logline_load(p + 16 * i), '\n')) << (16 * i);
  return ends;
}

LOGLINE_INLINE uint64_t logline_fold(uint64_t left, uint64_t right) {
  unsigned __int128 product = (unsigned __int128)left * right;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

// A hash of a text, all digits being alike; 16 bytes behind it must be readable.
LOGLINE_INLINE uint64_t logline_hash_text_without_digits(const uint8_t *p, uint64_t count) {
  static const uint8_t kept[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  uint64_t hash = count * 0x9E3779B97F4A7C15;
  for (uint64_t i = 0; i < count; i += 16) {
    __m128i v = logline_without_digits(p + i);
    if (count - i < 16) v = _mm_and_si128(v, logline_load(kept + 16 - (count - i)));
    uint64_t low = (uint64_t)_mm_cvtsi128_si64(v);
    uint64_t high = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(v, v));
    hash = logline_fold(hash ^ low ^ 0xA0761D6478BD642F, high ^ 0xE7037ED1A0B428DB);
  }
  return hash;
}

// Bytes of 0x80 and above.
LOGLINE_INLINE uint32_t logline_mask_non_ascii(const uint8_t *p) { return logline_bits(logline_load(p)); }

#endif
