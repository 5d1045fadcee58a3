#include <doctest/doctest.h>

#include <tuple>

#include "formats/text/text_source.hpp"
#include "unit/formats/file_in_memory.hpp"
#include "util/digest.hpp"

using namespace myatlas;
using namespace myatlas::formats;

namespace {

// The text of a source to its end, begun again where it was taken for UTF-8 and is not.
std::string text_of(TextSource& source)
{
  std::string text;
  while (*source.read(text)) {
  }
  if (source.misjudged()) {
    source = *source.reopened();
    return text_of(source);
  }
  return text;
}

} // namespace

TEST_CASE("a file is read to its end, whatever part of a block it fills")
{
  for (const std::size_t size : {1UL, 4095UL, 4096UL, 4097UL, TextSource::k_block - 1,
                                 TextSource::k_block, TextSource::k_block + 1}) {
    for (const auto& [end, encoding, told] : {std::tuple("x", Encoding::utf_8, "x"),
                                              {"\xE9", Encoding::windows_1252, "é"},
                                              {"\xC3", Encoding::windows_1252, "Ã"}}) {
      CAPTURE(size);
      const std::string before(size - 1, 'x');
      TextSource source = *TextSource::open(file_with(before + end), "t", {});
      CHECK(text_of(source) == before + told);
      CHECK(source.inspection().bytes == size);
      CHECK(source.inspection().encoding == encoding);
      CHECK(source.inspection().digest == "sha256:" + util::sha256_hex(before + end));
    }
  }
}

TEST_CASE("text that turns out not to be UTF-8 late is begun again as Windows-1252")
{
  // More than is read ahead: it is found out while somebody reads, not before.
  const std::string ascii(8 * TextSource::k_block, 'x');
  TextSource source = *TextSource::open(file_with("h\n" + ascii + "\n\xE9\n"), "late", {});
  std::string text;
  while (*source.read(text)) {
  }
  REQUIRE(source.misjudged());
  TextSource again = *source.reopened();
  text.clear();
  while (*again.read(text)) {
  }
  CHECK_FALSE(again.misjudged());
  CHECK(text.ends_with("é\n"));
  CHECK(again.inspection().encoding == Encoding::windows_1252);
  CHECK(again.inspection().digest == *digest_of(file_with("h\n" + ascii + "\n\xE9\n"), "late"));
}
