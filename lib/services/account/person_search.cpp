#include "services/account/person_search.hpp"

#include <algorithm>
#include <string>

namespace myatlas::services {

namespace {

using domain::Identity;
using util::FileHandle;

// Looks for a person in a file, as it is read block by block.
class PersonSearch
{
public:
  explicit PersonSearch(const Identity& identity) : m_identity(identity) {}

  bool finds_in(const FileHandle& file, const std::filesystem::path& path)
  {
    std::string block(k_block, '\0');
    for (;;) {
      const auto size = util::read_some(file, path, block.data(), block.size());
      if (!size || *size == 0) {
        return false;
      }
      if (finds_in(std::string_view(block).substr(0, *size))) {
        return true;
      }
    }
  }

private:
  bool finds_in(std::string_view block)
  {
    take(block);
    if (stands_in_window()) {
      return true;
    }
    forget_old();
    return false;
  }

  // What a file is, its beginning says.
  void take(std::string_view block)
  {
    m_window += block;
    m_is_database = m_is_first ? m_window.starts_with("SQLite format 3") : m_is_database;
    m_is_first = false;
  }

  bool stands_in_window() const
  {
    return m_is_database ? m_identity.is_among(m_window) : m_identity.is_in(m_window);
  }

  // All but what may lie across two blocks.
  void forget_old() { m_window.erase(0, m_window.size() - std::min(m_window.size(), k_longest)); }

  static constexpr std::size_t k_block = 1024 * 1024;
  static constexpr std::size_t k_longest = 1024; // of a value and what stands around it
  const Identity& m_identity;
  std::string m_window;
  bool m_is_first = true, m_is_database = false;
};

} // namespace

bool holds(const FileHandle& file, const std::filesystem::path& path, const Identity& identity)
{
  return PersonSearch(identity).finds_in(file, path);
}

} // namespace myatlas::services
