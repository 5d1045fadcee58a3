#include <doctest/doctest.h>

#include "formats/text/fast_cells.hpp"

using namespace myatlas;
using namespace myatlas::formats;

TEST_CASE("a cell ends where it ends, at every distance from sixteen bytes")
{
  for (std::size_t size = 0; size < 70; ++size) {
    for (const char end : {';', '\n', '\r'}) {
      const std::string text = std::string(size, 'x') + end + "yyyyyyyyyyyyyyyyyyyyyy";
      CHECK(fast::cell_end(text.data(), text.data() + text.size(), ';') == text.data() + size);
    }
    const std::string open(size, 'x');
    CHECK(fast::cell_end(open.data(), open.data() + size, ';') == open.data() + size);
  }
}
