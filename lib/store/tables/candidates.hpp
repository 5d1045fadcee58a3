#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/engine.hpp"
#include "store/tables/perimeter.hpp"

namespace myatlas::store {

enum class CandidateKind
{
  siret,
  siren, // by its digits, its member code, a part of its name or the account's own reference
  dossier,
  batch,
  invoice,
};

struct Candidate
{
  std::string value, about;
};

// Completions of a word on the command line, for a shell: the numbers, names and references that
// begin with it among what the actor may see, at most a screen of them. Each is looked up by an
// index.
class Candidates
{
public:
  explicit Candidates(Engine& engine) : m_engine(engine) {}

  std::vector<Candidate> list(CandidateKind kind, std::string_view begun,
                              const Perimeter& seen_by) const;

private:
  std::vector<Candidate> numbers(std::string_view table, std::string_view column, int digits,
                                 std::string_view begun, const Perimeter& seen_by) const;
  std::vector<Candidate> companies(std::string_view begun, const Perimeter& seen_by) const;
  std::vector<Candidate> called(std::string_view begun, const Perimeter& seen_by) const;
  std::vector<Candidate> named(std::string_view begun, const Perimeter& seen_by) const;
  std::vector<Candidate> texts(const std::string& sql, std::string_view begun,
                               const Perimeter& seen_by) const;

  Engine& m_engine;
};

} // namespace myatlas::store
