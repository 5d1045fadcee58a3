#pragma once

#include <functional>

#include "services/context.hpp"
#include "services/files/known_numbers.hpp"
#include "util/key_set.hpp"

namespace myatlas::services {

// The numbers of invoices that a file names beside those that the store has. Those of a provider
// are known before the first of them is looked for; of one who has sent very many, each is asked
// for, so that memory has a bound.
class SentNumbers
{
public:
  // `rest` is called before the store is asked, which is being written.
  SentNumbers(const Context& context, std::function<void()> rest);

  void look_up(domain::Siren provider, std::string_view number);
  KnownNumbers::Answer insert(std::uint64_t line) { return m_numbers.insert(line); }
  std::uint64_t line() const { return m_numbers.line(); } // that had the one inserted last

  // Whether the store had it before the file: of the number inserted last.
  bool was_before(domain::Siren provider, std::string_view number);

  void forget() { m_numbers = {}; } // all is read: its memory goes to the indexes

private:
  void take_in(domain::Siren provider);

  static constexpr std::int64_t k_most_known = 500'000;

  const Context& m_context;
  std::function<void()> m_rest;
  bool m_any_before;
  util::KeySet m_providers;       // whose numbers the store had are among m_numbers
  util::KeySet m_large_providers; // but for these
  KnownNumbers m_numbers;
};

} // namespace myatlas::services
