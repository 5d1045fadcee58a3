#pragma once

#include <algorithm>
#include <functional>
#include <string_view>
#include <vector>

#include "store/register.hpp"

namespace myatlas::services {

// The companies of the register by SIREN and by member code, sixteen bytes each way: a file of establishments or payrolls is
// checked against them without asking the store for each row. Codes are held by their 64-bit hash.
class KnownCompanies
{
public:
  explicit KnownCompanies(const store::Register& from)
  {
    from.each_company([this](domain::Siren siren, const std::string& code) {
      m_by_siren.emplace_back(siren.number(), hash(code));
      m_by_code.emplace_back(hash(code), siren.number());
    });
    std::ranges::sort(m_by_code);
  }

  bool knows(std::int64_t siren) const { return position(m_by_siren, siren) != m_by_siren.end(); }

  // True when the company is known under another code.
  bool has_other_code(std::int64_t siren, std::string_view code) const
  {
    const auto found = position(m_by_siren, siren);
    return found != m_by_siren.end() && found->second != hash(code);
  }

  // The company a code belongs to, 0 when it is nobody's.
  std::int64_t holder(std::string_view code) const
  {
    const auto found = position(m_by_code, hash(code));
    return found == m_by_code.end() ? 0 : found->second;
  }

  bool empty() const { return m_by_siren.empty(); }

private:
  using Pair = std::pair<std::int64_t, std::int64_t>;

  static std::int64_t hash(std::string_view code) { return static_cast<std::int64_t>(std::hash<std::string_view>{}(code)); }

  static std::vector<Pair>::const_iterator position(const std::vector<Pair>& pairs, std::int64_t key)
  {
    const auto found = std::ranges::lower_bound(pairs, key, {}, &Pair::first);
    return found != pairs.end() && found->first == key ? found : pairs.end();
  }

  std::vector<Pair> m_by_siren, m_by_code;
};

} // namespace myatlas::services
