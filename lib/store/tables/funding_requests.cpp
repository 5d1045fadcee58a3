#include "store/tables/funding_requests.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <span>

#include <fmt/format.h>

#include "store/rows.hpp"
#include "store/tables/counters.hpp"
#include "store/tables/request_rows.hpp"

namespace myatlas::store {

namespace {

using domain::FundingRequest;
using domain::RequestChange;
using domain::RequestDocument;

constexpr auto k_request_document = table<RequestDocument>(
  "funding_request_document", Given("owner"),
  Column("number", &RequestDocument::request, Part::key),
  Column("position", &RequestDocument::position, Part::key), Column("kind", &RequestDocument::use),
  Column("file_name", &RequestDocument::file_name), Column("digest", &RequestDocument::digest),
  Column("added_by", &RequestDocument::added_by), Column("added", &RequestDocument::added),
  Column("f.media_type", &RequestDocument::media_type, Part::joined),
  Column("f.bytes", &RequestDocument::bytes, Part::joined));

const std::string& select_requests()
{
  static const std::string k_select =
    "select " + columns_text(k_request.columns(), "r") + " from funding_request r where ";
  return k_select;
}

// The dossiers of a provider, its drafts left out, as sub-selects of keys.
const std::string& of_provider()
{
  static const std::string k_of_provider = fmt::format(
    "select p.id from funding_request p where p.provider / 100000 = $3 and p.state not in ({0}) "
    "union select p.id from funding_request_module m join funding_request p on p.owner = m.owner "
    "and p.number = m.number where m.provider / 100000 = $3 and p.state not in ({0})",
    draft_states());
  return k_of_provider;
}

// One dossier that is named: whether it is seen.
std::string is_seen(const Perimeter& seen_by)
{
  return seen_by.sees(
    seen_by.reaches("r.siret") + "or (r.state not in (" + draft_states() +
    ") and (r.provider / 100000 = $3 "
    "or exists (select 1 from funding_request_module m where m.owner = r.owner and "
    "m.number = r.number and m.provider / 100000 = $3)))");
}

// Those an account sees when they are few: looked up by their establishments and their provider.
std::string among_few(const Perimeter& seen_by)
{
  const std::string or_provider = seen_by.provider ? "union " + of_provider() : "";
  return seen_by.sees("r.id in (select e.id from funding_request e where e.siret in " +
                      seen_by.reach() + or_provider + ")");
}

// When they are many: the dossiers are gone through in their order, as far as a page goes.
std::string among_many(const Perimeter& seen_by)
{
  const std::string or_provider = seen_by.provider ? "or r.id in (" + of_provider() + ")" : "";
  return seen_by.sees("+r.siret in " + seen_by.reach() + or_provider);
}

constexpr std::size_t k_parts_at_once = 64; // dossiers

// The rows of a part that belong to some dossiers, each to its own.
template <const auto& k_table, typename Part>
void read_part(Engine& engine, std::span<FundingRequest> requests, const Part& part)
{
  std::vector<Cell> keys;
  std::string places;
  std::map<std::pair<std::int64_t, std::string>, FundingRequest*> by_key;
  for (FundingRequest& request : requests) {
    keys.emplace_back(owner_of(request).number());
    keys.emplace_back(std::string_view(request.number));
    places += fmt::format("{}(${}, ${})", places.empty() ? "" : ", ", keys.size() - 1, keys.size());
    by_key[{owner_of(request).number(), request.number}] = &request;
  }
  const std::string sql =
    fmt::format("select k.column1, k.column2, {} from (values {}) k cross join {} p where p.owner "
                "= k.column1 and p.number = k.column2 order by p.owner, p.number, p.position",
                columns_text(k_table.columns(), "p"), places, k_table.name());
  for (const Row& row : engine.query(sql, Cells(keys))) {
    FundingRequest& request = *by_key.at({row.integer(0), row.text(1)});
    std::invoke(part, request).push_back(k_table.read(row, nullptr, 2));
  }
}

// Their trainees and modules, for many of them at once.
void read_parts(Engine& engine, std::span<FundingRequest> requests)
{
  for (std::size_t at = 0; at < requests.size(); at += k_parts_at_once) {
    const auto some = requests.subspan(at, std::min(k_parts_at_once, requests.size() - at));
    read_part<k_trainee>(engine, some, &FundingRequest::trainees);
    read_part<k_module>(engine, some, &FundingRequest::modules);
  }
}

std::optional<FundingRequest> with_parts(Engine& engine, std::optional<FundingRequest> request)
{
  if (request) {
    read_parts(engine, {&*request, 1});
  }
  return request;
}

template <const auto& k_table>
void write_part(Engine& engine, const FundingRequest& request,
                const std::vector<RecordOf<k_table>>& part)
{
  engine.execute(fmt::format("delete from {} where owner = $1 and number = $2", k_table.name()),
                 {owner_of(request), request.number});
  std::int64_t position = 0;
  for (const auto& one : part) {
    add_row<k_table>(engine, one, {owner_of(request), request.number, ++position});
  }
}

} // namespace

std::string FundingRequests::next_number(int year)
{
  return fmt::format("D{}{:07}", year, next_value(m_engine, fmt::format("request-{}", year)));
}

std::optional<FundingRequest> FundingRequests::find(std::string_view number,
                                                    const Perimeter& seen_by) const
{
  return with_parts(
    m_engine,
    first_row<k_request>(m_engine, select_requests() + is_seen(seen_by) + "and r.number = $4",
                         {seen_by.everything, seen_by.account, seen_by.provider_number(), number}));
}

std::optional<FundingRequest> FundingRequests::find_reference(domain::Siren owner,
                                                              std::string_view reference) const
{
  return with_parts(m_engine,
                    first_row<k_request>(
                      m_engine,
                      select_requests() + "r.owner = $1 and r.reference = $2 and r.reference <> ''",
                      {owner, reference}));
}

// Whether a member sees so many dossiers that looking all of them up would take longer than going
// through them.
bool FundingRequests::sees_many(const Perimeter& seen_by) const
{
  constexpr std::int64_t k_many = 5000;
  const auto more = [&](const std::string& which) {
    return has_row(m_engine,
                   "select 1 from funding_request r where " + seen_by.sees(which) +
                     "limit 1 offset $4",
                   {0, seen_by.account, seen_by.provider_number(), k_many});
  };
  return more("r.siret in " + seen_by.reach()) ||
         (seen_by.provider && more("r.provider / 100000 = $3 "));
}

std::string FundingRequests::seen(const Perimeter& seen_by) const
{
  const bool is_many = !seen_by.everything && sees_many(seen_by);
  return is_many ? among_many(seen_by) : among_few(seen_by);
}

std::vector<FundingRequest> FundingRequests::list(const RequestFilter& filter,
                                                  const Perimeter& seen_by) const
{
  const std::string_view state = filter.state ? domain::to_text(*filter.state) : "";
  const std::string_view scheme = filter.scheme ? domain::to_text(*filter.scheme) : "";
  std::vector<FundingRequest> found = all_rows<k_request>(
    m_engine,
    select_requests() + seen(seen_by) +
      "and ($4 = '' or r.state = $4) and ($5 = '' or r.scheme = $5) and r.changed >= $6 and "
      "(cast($7 as bigint) is null or r.owner = $7) "
      "and (cast($8 as bigint) is null or r.provider / 100000 = $8 or exists (select 1 from "
      "funding_request_module m "
      "where m.owner = r.owner and m.number = r.number and m.provider / 100000 = $8)) "
      "and r.number > $9 and ($11 = '' or r.created_by = $11) "
      "and ($12 = '' or r.reference = $12) order by r.number limit $10",
    {seen_by.everything, seen_by.account, seen_by.provider_number(), state, scheme,
     filter.since.value_or(util::Instant{INT64_MIN}), filter.company, filter.provider, filter.after,
     filter.limit.value_or(INT64_MAX), filter.created_by, filter.reference});
  read_parts(m_engine, found);
  return found;
}

void FundingRequests::put(const FundingRequest& request)
{
  put_row<k_request>(m_engine, request);
  write_part<k_trainee>(m_engine, request, request.trainees);
  write_part<k_module>(m_engine, request, request.modules);
}

std::optional<std::int64_t> FundingRequests::key(std::string_view number) const
{
  return first_value<std::int64_t>(m_engine, "select id from funding_request where number = $1",
                                   {number});
}

bool FundingRequests::any() const
{
  return has_row(m_engine, "select 1 from funding_request limit 1");
}

void FundingRequests::each_reference(domain::Siren owner,
                                     const std::function<void(const std::string&)>& each) const
{
  m_engine.for_each("select reference from funding_request where owner = $1 and reference <> ''",
                    {owner}, [&](const Row& row) {
                      each(row.text(0));
                      return true;
                    });
}

void FundingRequests::add_change(const FundingRequest& request, const RequestChange& change)
{
  add_row<k_request_change>(m_engine, change, {owner_of(request), request.number});
}

std::vector<RequestChange> FundingRequests::history(const FundingRequest& request) const
{
  return all_where<k_request_change>(m_engine, "owner = $1 and number = $2 order by position",
                                     {owner_of(request), request.number});
}

void FundingRequests::add_document(const FundingRequest& request, RequestDocument& document)
{
  document.request = request.number;
  const std::int64_t last =
    last_position<k_request_document>(m_engine, {owner_of(request), request.number});
  document.position = static_cast<int>(last) + 1;
  add_row<k_request_document>(m_engine, document, {owner_of(request)});
}

std::vector<RequestDocument> FundingRequests::documents(const FundingRequest& request) const
{
  static const std::string k_select =
    "select " + columns_text(k_request_document.columns(), "d") +
    " from funding_request_document d join document f on f.digest = d.digest "
    "where d.owner = $1 and d.number = $2 order by d.position";
  return all_rows<k_request_document>(m_engine, k_select, {owner_of(request), request.number});
}

} // namespace myatlas::store
