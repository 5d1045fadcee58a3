#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/certificate.hpp"
#include "store/engine.hpp"
#include "store/tables/perimeter.hpp"

namespace myatlas::store {

// Certificates of completion.
class Certificates
{
public:
  explicit Certificates(Engine& engine) : m_engine(engine) {}

  std::string next_number(int year); // "A2026-0000001"
  void put(const domain::Certificate& certificate, domain::Siren owner);
  std::vector<domain::Certificate>
  list(std::string_view request,
       const Perimeter& seen_by) const; // of all dossiers when it is empty
  std::vector<domain::Certificate>
  standing(std::string_view request) const; // of a dossier, those nothing took the place of
  void replace(std::string_view number,
               std::string_view successor); // the one of that number by another
  std::optional<domain::Certificate> find(std::string_view number, const Perimeter& seen_by) const;

private:
  Engine& m_engine;
};

} // namespace myatlas::store
