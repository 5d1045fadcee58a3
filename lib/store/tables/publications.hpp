#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/correspondence/publication.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

struct PublicationFilter
{
  std::optional<domain::PublicationKind> kind;
  std::optional<util::Instant> open_at; // tenders that can be answered then
  std::string branch;
  bool withdrawn = false; // those too
};

// News, studies and calls for tenders; everybody reads them.
class Publications
{
public:
  explicit Publications(Engine& engine) : m_engine(engine) {}

  std::string next_number(int year);                // "P2026-0000001"
  void put(const domain::Publication& publication); // new, or again by its number
  std::optional<domain::Publication> find(std::string_view number) const;
  std::vector<domain::Publication>
  list(const PublicationFilter& filter) const; // the latest first, tenders by their deadline

private:
  Engine& m_engine;
};

} // namespace myatlas::store
