#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/contributions/declaration.hpp"
#include "store/engine.hpp"
#include "store/tables/perimeter.hpp"

namespace myatlas::store {

struct DeclarationFilter
{
  std::optional<domain::Siren> company;
  std::optional<int> year;
  std::optional<domain::DeclarationState> state;
  std::string reference = {}; // empty: whatever it is
};

// Declarations of contributions, one a company and payroll year, and their receipts.
class Declarations
{
public:
  explicit Declarations(Engine& engine) : m_engine(engine) {}

  std::string next_number(int year);         // "C2025-0000001"
  std::string next_receipt_number(int year); // "R2025-0000001"

  std::optional<domain::Declaration> find(domain::Siren company, int year) const;
  std::optional<domain::Declaration> find_number(std::string_view number,
                                                 const Perimeter& seen_by) const;
  std::vector<domain::Declaration> list(const DeclarationFilter& filter,
                                        const Perimeter& seen_by) const;
  void put(const domain::Declaration& declaration); // new, or again by its company and year
  void add_change(const domain::Declaration& declaration, const domain::DeclarationChange& change);
  std::vector<domain::DeclarationChange> history(const domain::Declaration& declaration) const;
  std::int64_t changes(const domain::Declaration& declaration) const; // how many its history has

  std::optional<domain::Receipt>
  receipt(std::string_view number,
          const Perimeter& seen_by) const; // by its number or its declaration's
  void put_receipt(const domain::Receipt& receipt);

private:
  Engine& m_engine;
};

} // namespace myatlas::store
