#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "util/key_set.hpp"

namespace myatlas::util {

// A set of texts by two independent hashes of 48 bits, eight to sixteen bytes a text: a text is taken for one that was there only
// when both hashes were, which for five million texts happens by chance once in ten billion sets.
class TextSet
{
public:
  // False when it was there already.
  bool insert(std::string_view text)
  {
    m_salted.assign(text);
    m_salted += '\x01';
    const bool first = m_first.insert(key(text));
    const bool second = m_second.insert(key(m_salted));
    return first || second;
  }

  bool contains(std::string_view text) const
  {
    return m_first.contains(key(text)) && m_second.contains(key(std::string(text) + '\x01'));
  }

private:
  static std::int64_t key(std::string_view text)
  {
    constexpr std::uint64_t k_keys = (std::uint64_t{1} << 48) - 1;
    return static_cast<std::int64_t>(std::hash<std::string_view>{}(text) % k_keys + 1);
  }

  KeySet m_first, m_second;
  std::string m_salted;
};

} // namespace myatlas::util
