#include "store/tables/candidates.hpp"

#include <fmt/format.h>

#include "store/rows.hpp"
#include "store/tables/invoices.hpp"
#include "store/tables/request_rows.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::store {

namespace {

constexpr std::size_t k_most = 100; // more is no help

using ValueAndWords = std::pair<std::string, std::optional<std::string>>;

Candidate candidate_of(const ValueAndWords& row)
{
  return {row.first, row.second.value_or("")};
}

std::vector<Candidate> candidates_in(Engine& engine, const std::string& sql, Binds binds)
{
  return util::mapped(values<ValueAndWords>(engine, sql, binds), candidate_of);
}

} // namespace

// SIRET and SIREN are kept as numbers: those that begin with the same digits stand together.
std::vector<Candidate> Candidates::numbers(std::string_view table, std::string_view column,
                                           int digits, std::string_view begun,
                                           const Perimeter& seen_by) const
{
  const auto size = static_cast<int>(begun.size());
  if (size > digits || (size > 0 && !util::is_digits(begun))) {
    return {};
  }
  std::int64_t first = size == 0 ? 0 : std::stoll(std::string(begun)), width = 1;
  for (int i = size; i < digits; ++i) {
    first *= 10;
    width *= 10;
  }
  const std::string reach =
    column == "siret" ? "siret in " + seen_by.reach() : "siren in " + seen_by.companies();
  const std::string seen = seen_by.account_sees(reach);
  std::vector<Candidate> found;
  using Named = std::pair<std::int64_t, std::optional<std::string>>;
  for (const auto& [number, name] : values<Named>(
         m_engine,
         fmt::format(
           "select {0}, name from {1} where {0} >= $3 and {0} < $4 and {2} order by {0} limit {3}",
           column, table, seen, k_most),
         {seen_by.everything, seen_by.account, first, first + width})) {
    found.push_back({fmt::format("{:0{}}", number, digits), name.value_or("")});
  }
  return found;
}

// By what people call it. Who sees the whole register looks through all of it: a key was pressed,
// and waits for an answer.
std::vector<Candidate> Candidates::companies(std::string_view begun, const Perimeter& seen_by) const
{
  constexpr std::size_t k_least = 2;
  if (begun.size() < k_least) {
    return {};
  }
  const std::string upper = util::to_upper(begun), folded = util::fold(begun);
  const std::string seen = seen_by.account_sees("siren in " + seen_by.companies());
  using Known = std::tuple<std::int64_t, std::optional<std::string>, std::string>;
  const std::string sql =
    "select siren, name, member_code from company where " + seen + " order by siren";
  std::vector<Candidate> found;
  m_engine.for_each(sql, {seen_by.everything, seen_by.account}, [&](const Row& row) {
    const auto [siren, told, code] = RowOf<Known>::read(row);
    const std::string name = told.value_or("");
    if (util::fold(name).find(folded) != std::string::npos ||
        util::to_upper(code).starts_with(upper)) {
      found.push_back({fmt::format("{:09}", siren), name});
    }
    return found.size() < k_most;
  });
  return found;
}

// By what the account calls it in its own books.
std::vector<Candidate> Candidates::called(std::string_view begun, const Perimeter& seen_by) const
{
  const std::string folded = util::fold(begun);
  using Known = std::tuple<std::int64_t, std::string, std::optional<std::string>>;
  const std::string sql = "select k.siren, k.reference, c.name from client_reference k left join "
                          "company c on c.siren = k.siren where $1 = 0 and k.account = $2 and "
                          "k.siren in " +
                          seen_by.companies() + "order by k.siren";
  std::vector<Candidate> found;
  m_engine.for_each(sql, {seen_by.everything, seen_by.account}, [&](const Row& row) {
    const auto [siren, reference, name] = RowOf<Known>::read(row);
    if (util::fold(reference).starts_with(folded)) {
      found.push_back({fmt::format("{:09}", siren), name.value_or("")});
    }
    return found.size() < k_most;
  });
  return found;
}

// By its digits, its name or its member code, or else by its reference.
std::vector<Candidate> Candidates::named(std::string_view begun, const Perimeter& seen_by) const
{
  const bool by_digits = begun.empty() || util::is_digits(begun);
  std::vector<Candidate> found =
    by_digits ? numbers("company", "siren", 9, begun, seen_by) : companies(begun, seen_by);
  return found.empty() ? called(begun, seen_by) : found;
}

std::vector<Candidate> Candidates::texts(const std::string& sql, std::string_view begun,
                                         const Perimeter& seen_by) const
{
  const std::string upper = util::to_upper(begun), past = upper + "\x7f";
  return candidates_in(
    m_engine, fmt::format("{} limit {}", sql, k_most),
    {seen_by.everything, seen_by.account, seen_by.provider_number(), upper, past});
}

std::vector<Candidate> Candidates::list(CandidateKind kind, std::string_view begun,
                                        const Perimeter& seen_by) const
{
  switch (kind) {
  case CandidateKind::siret:
    return numbers("establishment", "siret", 14, begun, seen_by);
  case CandidateKind::siren:
    return named(begun, seen_by);
  case CandidateKind::dossier:
    return texts(
      "select number, title from funding_request r where r.number >= $4 and r.number < $5 and " +
        seen_by.sees("r.id in (select p.id from funding_request p where "
                     "p.provider / 100000 = $3 and p.state not in (" +
                     draft_states() +
                     ") union select e.id from funding_request e where e.siret in " +
                     seen_by.reach() + ")") +
        "order by r.number desc",
      begun, seen_by);
  case CandidateKind::batch:
    return texts(
      "select 'B-' || number, kind from batch where ($1 = 1 or ($2 <> '' and account = $2)) and $3 "
      "= $3 and 'B-' || number >= $4 and 'B-' || number < $5 order by number desc",
      begun, seen_by);
  case CandidateKind::invoice:
    return texts("select i.number, r.title from invoice i join funding_request r on r.id = "
                 "i.dossier where i.number >= $4 and i.number < $5 and " +
                   sees_invoice(seen_by) + "order by i.number",
                 begun, seen_by);
  }
  return {};
}

} // namespace myatlas::store
