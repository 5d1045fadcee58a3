/* The checksum of every page of a store, as the program writes it: for tests that change a store with SQLite alone and are about what is not
   a checksum. put_sums(PATH) answers 0. */
#define XXH_INLINE_ALL
#include <stdio.h>
#include <xxhash.h>

#define SUM_BYTES 8

int put_sums(const char* path)
{
  unsigned char page[65536];
  FILE* const file = fopen(path, "r+b");
  if (file == NULL || fread(page, 1, 100, file) != 100 || page[20] != SUM_BYTES) {
    return 1;
  }
  const size_t told = ((size_t)page[16] << 8) | page[17];
  const size_t size = told == 1 ? sizeof page : told;
  rewind(file);
  for (unsigned number = 1; fread(page, 1, size, file) == size; ++number) {
    XXH64_canonical_t sum;
    XXH64_canonicalFromHash(&sum, XXH3_64bits_withSeed(page, size - SUM_BYTES, number));
    if (fseek(file, -SUM_BYTES, SEEK_CUR) != 0 || fwrite(sum.digest, 1, SUM_BYTES, file) != SUM_BYTES || fseek(file, 0, SEEK_CUR) != 0) {
      return 1;
    }
  }
  return fclose(file);
}
