#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/store.hpp"
#include "util/text_marks.hpp"

namespace myatlas::services {

// The references a file has named so far and those of dossiers the store had before it, by company.
class KnownReferences
{
public:
  explicit KnownReferences(store::Store& store)
    : m_requests(store.funding_requests()), m_any_before(m_requests.any())
  {
  }

  // The line that had the reference before, where it is not new to the file.
  std::optional<std::uint64_t> insert(domain::Siren company, std::string_view reference,
                                      std::uint64_t line)
  {
    m_asks = look_up(company);
    put_key(company, reference);
    const util::TextMarks::Marks here =
      m_marks.add(util::TextMarks::key(m_key), m_key, k_seen, line);
    m_was_before = (here & k_before) != 0 || m_asks;
    m_was_written = (here & k_written) != 0;
    return (here & k_seen) != 0 ? std::optional(m_marks.line()) : std::nullopt;
  }

  // Of the reference inserted last: whether the store may have had it, and whether a row of the
  // file was written for it.
  bool was_before() const { return m_was_before; }
  bool was_written() const { return m_was_written; }
  void was_put() { m_marks.add(m_key, k_written); }

  bool any_before() const { return m_any_before; } // dossiers, of whichever company

private:
  static constexpr util::TextMarks::Marks k_seen = 1, k_before = 2, k_written = 4;
  static constexpr int k_asked_for = 8; // rows of a company that are asked for one by one: it may
                                        // have more dossiers than the file rows

  // Whether the store is to be asked; else what it had of the company is known.
  bool look_up(domain::Siren company)
  {
    if (!m_any_before) {
      return false;
    }
    int& rows = m_rows[company.number()];
    if (rows == k_asked_for) {
      m_requests.each_reference(company, [&](const std::string& reference) {
        put_key(company, reference);
        m_marks.add(m_key, k_before);
      });
    }
    rows += rows <= k_asked_for ? 1 : 0;
    return rows <= k_asked_for;
  }

  void put_key(domain::Siren company, std::string_view reference)
  {
    const std::int64_t number = company.number();
    m_key.assign(reinterpret_cast<const char*>(&number), sizeof number);
    m_key += reference;
  }

  store::FundingRequests m_requests;
  bool m_any_before, m_asks = false, m_was_before = false, m_was_written = false;
  std::unordered_map<std::int64_t, int, util::SecretNumberHash> m_rows; // of each company so far
  util::TextMarks m_marks;
  std::string m_key;
};

} // namespace myatlas::services
