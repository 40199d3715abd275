#pragma once
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>

// One bit for each of sixty-four bytes that equals the wanted one, the first byte in the lowest bit. Swift has no word for
// the instruction that gathers the bits of sixteen comparisons.
static inline uint64_t bytes_equal(const uint8_t *_Nonnull bytes, uint8_t wanted) {
  const __m128i all = _mm_set1_epi8((char)wanted);
  uint64_t places = 0;
  for (int part = 0; part < 4; part++) {
    const __m128i some = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    places |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(some, all)) << (16 * part);
  }
  return places;
}
#endif
