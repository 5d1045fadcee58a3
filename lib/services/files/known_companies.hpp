#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <vector>

#include "store/tables/opco_register.hpp"

namespace myatlas::services {

// The companies of the register by SIREN and by member code, 28 bytes each: a file of
// establishments or payrolls is checked against them without asking the store for each row. Codes
// are held as they are: two that differ are never taken for one.
class KnownCompanies
{
public:
  explicit KnownCompanies(const store::Register& from)
  {
    from.each_company([this](domain::Siren siren, const std::string& code) {
      m_by_siren.push_back({padded(code), static_cast<std::uint32_t>(siren.number())});
    });
    m_by_code.resize(m_by_siren.size());
    std::iota(m_by_code.begin(), m_by_code.end(), std::uint32_t{0});
    std::ranges::sort(m_by_code, {},
                      [this](std::uint32_t at) -> const Code& { return m_by_siren[at].code; });
  }

  bool knows(std::int64_t siren) const { return find(siren) != m_by_siren.end(); }

  // True when the company is known under another code.
  bool has_other_code(std::int64_t siren, std::string_view code) const
  {
    const auto found = find(siren);
    return found != m_by_siren.end() && found->code != padded(code);
  }

  // The company a code belongs to, if it is somebody's.
  std::optional<domain::Siren> holder(std::string_view code) const
  {
    const Code wanted = padded(code);
    const auto of = [this](std::uint32_t at) -> const Code& { return m_by_siren[at].code; };
    const auto found = std::ranges::lower_bound(m_by_code, wanted, {}, of);
    return found == m_by_code.end() || of(*found) != wanted
             ? std::nullopt
             : std::optional(domain::Siren::of_checked(m_by_siren[*found].siren));
  }

  bool empty() const { return m_by_siren.empty(); }

private:
  using Code =
    std::array<char, 20>; // as many characters as a member code may have; NUL behind a shorter one

  struct Known
  {
    Code code;
    std::uint32_t siren;
  };

  static Code padded(std::string_view code)
  {
    Code padded = {};
    std::ranges::copy(code.substr(0, padded.size()), padded.begin());
    return padded;
  }

  std::vector<Known>::const_iterator find(std::int64_t siren) const
  {
    const auto found = std::ranges::lower_bound(m_by_siren, siren, {}, &Known::siren);
    return found != m_by_siren.end() && found->siren == siren ? found : m_by_siren.end();
  }

  std::vector<Known> m_by_siren;
  std::vector<std::uint32_t> m_by_code; // positions in m_by_siren
};

} // namespace myatlas::services
