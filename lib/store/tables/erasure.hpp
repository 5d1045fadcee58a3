#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/values/identity.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

// Who is taken out, and what they are called from then on.
struct ErasedPerson
{
  std::string account, email, pseudonym; // the address as the store has it
  domain::Identity identity;
};

// Takes a person's account out of every table. Dossiers, invoices, declarations and letters stay,
// since they are the companies' and the law wants them kept; who did what in them is a pseudonym
// from then on. Only whole values are theirs.
class Erasure
{
public:
  explicit Erasure(Engine& engine) : m_engine(engine) {}

  void erase(const ErasedPerson& person);

  // The digests of reject files of the account's imports; and what to do with one that names the
  // person.
  std::vector<std::string> reject_files(std::string_view email) const;
  std::vector<std::string>
  portfolio_rejects(std::string_view email) const; // those of whom the account worked for
  std::vector<std::string>
  reject_paths(std::string_view email) const;       // where the files themselves were put
  bool forget_reject_file(std::string_view digest); // true: nothing names the document any more

  // Where in the tables, as "table.column", something of theirs still stands.
  std::vector<std::string> places_of(const domain::Identity& identity) const;

private:
  void forget_contacts(const ErasedPerson& person);
  void rename_deeds(const ErasedPerson& person);

  Engine& m_engine;
};

} // namespace myatlas::store
