#pragma once

#include <optional>
#include <vector>

#include "domain/contributions/declaration.hpp"
#include "services/context.hpp"

namespace myatlas::services {

enum class DeclareAs
{
  draft,
  submitted,
  correction,
  of_file, // submitted, by a file that may come again: what says the same as before is known
  newest,  // the same, and what was submitted otherwise is corrected
};

// What becomes of the reference there was, where none is given.
enum class Unreferenced
{
  keeps,     // it stays
  takes_off, // it goes
};

struct Declared
{
  domain::Declaration declaration;
  std::optional<domain::Money>
    draft; // what the draft came to in whose place it is, when that is another total
  bool is_new = false,
       is_same = false; // the first of its company and year; nothing differs from what was there
};

// Writes what is to be declared of a year beside what there was of it, inside the caller's
// transaction; nothing when it says what is there already. Fails as declare does.
Result<Declared> put_declaration(const Context& context, domain::Declaration declaration,
                                 DeclareAs as, Unreferenced unreferenced = Unreferenced::keeps);

// Writes a declaration with what became of it, inside the caller's transaction.
void keep_declaration(const Context& context, const std::optional<domain::Declaration>& before,
                      const domain::Declaration& declaration,
                      const std::vector<domain::DeclarationChange>& changes);

} // namespace myatlas::services
