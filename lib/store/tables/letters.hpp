#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/correspondence/official_letter.hpp"
#include "store/engine.hpp"
#include "store/tables/perimeter.hpp"

namespace myatlas::store {

struct LetterFilter
{
  bool unread = false; // by the account of the perimeter
  std::optional<util::Instant> since;
  std::optional<domain::LetterKind> kind;
};

// One choice of a preference, from an instant on.
struct PreferenceChange
{
  domain::LetterKind kind = domain::LetterKind::agreement;
  domain::Channel channel = domain::Channel::electronic;
  util::Instant since;
};

// Letters of the OPCO, who read them, and what an account wants on paper.
class Letters
{
public:
  explicit Letters(Engine& engine) : m_engine(engine) {}

  std::string next_number(int year); // "L2026-0000001"
  void put(const domain::OfficialLetter& letter);
  std::vector<domain::OfficialLetter>
  list(const LetterFilter& filter, const Perimeter& seen_by) const; // unread first, then the latest
  std::optional<domain::OfficialLetter> find(std::string_view number,
                                             const Perimeter& seen_by) const;
  // The latest to any establishment of a company on a dossier, of that kind and subject.
  std::optional<domain::OfficialLetter> latest(domain::Siren to, std::string_view request,
                                               domain::LetterKind kind,
                                               std::string_view subject) const;
  bool mark_read(std::string_view account, std::string_view number,
                 util::Instant at); // false: it was already

  void add_preference(std::string_view account, const PreferenceChange& change);
  std::vector<PreferenceChange>
  preferences(std::string_view account) const; // by kind, the oldest first
  domain::Channel channel(std::string_view account, domain::LetterKind kind) const;

private:
  Engine& m_engine;
};

} // namespace myatlas::store
