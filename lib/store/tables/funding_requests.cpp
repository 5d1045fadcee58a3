#include "store/tables/funding_requests.hpp"

#include <algorithm>
#include <map>
#include <span>

#include <fmt/format.h>

#include "store/tables/counters.hpp"
#include "store/tables/request_cells.hpp"

namespace myatlas::store {

namespace {

const std::string k_select_request =
  "select number, state, siret, scheme, title, provider, starts, ends, hours, mode, teaching_cost, "
  "accepted, created_by, created, "
  "objective, contact_name, contact_email, contact_phone, audience, internal, "
  "outside_working_time, certification, place, travel, "
  "lodging, meals, wages, requested, co_funding, subrogation, changed, reference, broken_off from "
  "funding_request r ";

// The dossiers of a provider, its drafts left out, as sub-selects of keys.
constexpr const char* k_of_provider =
  "select p.id from funding_request p where p.provider / 100000 = $3 and p.state <> 'BROUILLON' "
  "union select p.id from funding_request_module m join funding_request p on p.owner = m.owner and "
  "p.number = m.number "
  "where m.provider / 100000 = $3 and p.state <> 'BROUILLON'";

// One dossier that is named: whether it is seen.
std::string is_seen(const Perimeter& seen_by)
{
  return seen_by.everything
           ? Perimeter::k_everything
           : "($1 = 0 and (" + seen_by.reaches("r.siret") +
               "or (r.state <> 'BROUILLON' and (r.provider / 100000 = $3 "
               "or exists (select 1 from funding_request_module m where m.owner = r.owner and "
               "m.number = r.number and m.provider / 100000 = $3))))) ";
}

// Those an account sees when they are few: looked up by their establishments and their provider.
std::string among_few(const Perimeter& seen_by)
{
  const std::string of_provider =
    seen_by.provider ? std::string("union ") + k_of_provider : "and $3 = $3";
  return "($1 = 0 and r.id in (select e.id from funding_request e where e.siret in " +
         seen_by.reach() + of_provider + ")) ";
}

// When they are many: the dossiers are gone through in their order, as far as a page goes.
std::string among_many(const Perimeter& seen_by)
{
  const std::string of_provider =
    seen_by.provider ? std::string("or r.id in (") + k_of_provider + ")" : "and $3 = $3";
  return "($1 = 0 and (+r.siret in " + seen_by.reach() + of_provider + ")) ";
}

// A dossier that is there keeps its company, who made it and when, and its key; its establishment
// may be another of that company.
std::string put_request_sql()
{
  std::string names, values, kept;
  for (std::size_t i = 0; i < k_request_columns.size(); ++i) {
    const std::string_view name = k_request_columns[i];
    names += fmt::format("{}, ", name);
    values += fmt::format("${}, ", i + 1);
    const bool stays =
      name == "owner" || name == "number" || name == "created_by" || name == "created";
    kept += stays ? "" : fmt::format("{0}{1} = excluded.{1}", kept.empty() ? "" : ", ", name);
  }
  return fmt::format("insert into funding_request ({}id) values ({}(select coalesce(max(id), 0) + "
                     "1 from funding_request)) "
                     "on conflict (owner, number) do update set {}",
                     names, values, kept);
}

const std::string k_put_request = put_request_sql();

// A column that may be null, as the value its text or number stands for.
template <typename T, typename F>
void read_into(std::optional<T>& into, const Row& row, std::size_t column, F make)
{
  if (!row.is_null(column)) {
    into = make(row, column);
  }
}

const auto k_date = [](const Row& row, std::size_t c) { return row.read(c, domain::Date::read); };
const auto k_money = [](const Row& row, std::size_t c) { return domain::Money{row.integer(c)}; };
const auto k_siret = [](const Row& row, std::size_t c) {
  return domain::Siret::of_checked(row.integer(c));
};
const auto k_bool = [](const Row& row, std::size_t c) { return row.integer(c) != 0; };
const auto k_number = [](const Row& row, std::size_t c) { return row.integer(c); };

domain::FundingRequest request_of(const Row& row)
{
  domain::FundingRequest request{.number = row.text(0),
                                 .reference = row.text(31),
                                 .state = row.read(1, domain::parse_request_state),
                                 .siret = domain::Siret::of_checked(row.integer(2)),
                                 .scheme = row.read(3, domain::parse_scheme),
                                 .title = row.text(4),
                                 .objective = row.text(14),
                                 .contact = {row.text(15), row.text(16), row.text(17)},
                                 .certification = row.text(21),
                                 .place = row.text(22),
                                 .created_by = row.text(12),
                                 .created = util::Instant{row.integer(13)},
                                 .changed = util::Instant{row.integer(30)}};
  read_into(request.provider, row, 5, k_siret);
  read_into(request.start, row, 6, k_date);
  read_into(request.end, row, 7, k_date);
  read_into(request.hours, row, 8, k_number);
  read_into(request.mode, row, 9,
            [](const Row& r, std::size_t c) { return r.read(c, domain::parse_mode); });
  read_into(request.teaching_cost, row, 10, k_money);
  read_into(request.accepted, row, 11, k_money);
  read_into(request.audience, row, 18,
            [](const Row& r, std::size_t c) { return r.read(c, domain::parse_audience); });
  read_into(request.internal, row, 19, k_bool);
  read_into(request.outside_working_time, row, 20, k_bool);
  read_into(request.side_costs.travel, row, 23, k_money);
  read_into(request.side_costs.lodging, row, 24, k_money);
  read_into(request.side_costs.meals, row, 25, k_money);
  read_into(request.side_costs.wages, row, 26, k_money);
  read_into(request.requested, row, 27, k_money);
  read_into(request.co_funding, row, 28, k_money);
  read_into(request.subrogation, row, 29, k_bool);
  read_into(request.broken_off, row, 32, k_date);
  return request;
}

constexpr std::size_t k_parts_at_once = 64; // dossiers

// Calls `each` with the rows of a part that belong to some dossiers: the owner, the number and then
// `columns`.
void each_part(Engine& engine, std::string_view table, std::string_view columns,
               std::span<domain::FundingRequest> requests,
               const std::function<void(domain::FundingRequest&, const Row&)>& each)
{
  std::vector<Cell> keys;
  std::string places;
  std::map<std::pair<std::int64_t, std::string>, domain::FundingRequest*> by_key;
  for (domain::FundingRequest& request : requests) {
    keys.emplace_back(owner_of(request));
    keys.emplace_back(std::string_view(request.number));
    places += fmt::format("{}(${}, ${})", places.empty() ? "" : ", ", keys.size() - 1, keys.size());
    by_key[{owner_of(request), request.number}] = &request;
  }
  for (const Row& row :
       engine.query(fmt::format("select k.column1, k.column2, {} from (values {}) k cross join {} "
                                "p where p.owner = k.column1 and p.number = k.column2 "
                                "order by p.owner, p.number, p.position",
                                columns, places, table),
                    Cells(keys))) {
    each(*by_key.at({row.integer(0), row.text(1)}), row);
  }
}

// Their trainees and modules, for many of them at once.
void read_parts(Engine& engine, std::span<domain::FundingRequest> requests)
{
  for (std::size_t at = 0; at < requests.size(); at += k_parts_at_once) {
    const auto some = requests.subspan(at, std::min(k_parts_at_once, requests.size() - at));
    each_part(engine, "funding_request_employee", "name, employee, hours, wage", some,
              [](domain::FundingRequest& request, const Row& row) {
                domain::Trainee& trainee = request.trainees.emplace_back(
                  domain::Trainee{row.text(2), row.text(3), row.maybe_integer(4), {}});
                read_into(trainee.hourly_wage, row, 5, k_money);
              });
    each_part(engine, "funding_request_module", "title, provider, activity_number, hours, cost",
              some, [](domain::FundingRequest& request, const Row& row) {
                domain::TrainingModule& module = request.modules.emplace_back();
                module.title = row.text(2);
                read_into(module.provider, row, 3, k_siret);
                module.activity_number = row.text(4);
                module.hours = row.maybe_integer(5);
                read_into(module.cost, row, 6, k_money);
              });
  }
}

void write_parts(Engine& engine, const domain::FundingRequest& request)
{
  const std::string_view number = request.number;
  for (const char* table : {"funding_request_employee", "funding_request_module"}) {
    engine.execute(fmt::format("delete from {} where owner = $1 and number = $2", table),
                   {owner_of(request), number});
  }
  for (std::size_t i = 0; i < request.trainees.size(); ++i) {
    const domain::Trainee& trainee = request.trainees[i];
    engine.execute(
      "insert into funding_request_employee (owner, number, position, name, employee, hours, wage) "
      "values ($1, $2, $3, $4, $5, $6, $7)",
      {owner_of(request), number, static_cast<std::int64_t>(i + 1), std::string_view(trainee.name),
       std::string_view(trainee.employee), cell(trainee.hours), cents(trainee.hourly_wage)});
  }
  for (std::size_t i = 0; i < request.modules.size(); ++i) {
    const domain::TrainingModule& module = request.modules[i];
    engine.execute("insert into funding_request_module (owner, number, position, title, provider, "
                   "activity_number, hours, cost) "
                   "values ($1, $2, $3, $4, $5, $6, $7, $8)",
                   {owner_of(request), number, static_cast<std::int64_t>(i + 1),
                    std::string_view(module.title), number_of(module.provider),
                    std::string_view(module.activity_number), cell(module.hours),
                    cents(module.cost)});
  }
}

} // namespace

std::string FundingRequests::next_number(int year)
{
  return fmt::format("D{}{:07}", year, next_value(m_engine, fmt::format("request-{}", year)));
}

std::optional<domain::FundingRequest> FundingRequests::find(std::string_view number,
                                                            const Perimeter& seen_by) const
{
  const auto rows =
    m_engine.query(k_select_request + "where " + is_seen(seen_by) + "and r.number = $4",
                   {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
                    seen_by.provider_number(), number});
  if (rows.empty()) {
    return std::nullopt;
  }
  domain::FundingRequest request = request_of(rows[0]);
  read_parts(m_engine, {&request, 1});
  return request;
}

std::optional<domain::FundingRequest>
FundingRequests::find_reference(domain::Siren owner, std::string_view reference) const
{
  const auto rows =
    m_engine.query(k_select_request + "where owner = $1 and reference = $2 and reference <> ''",
                   {owner.number(), reference});
  if (rows.empty()) {
    return std::nullopt;
  }
  domain::FundingRequest request = request_of(rows[0]);
  read_parts(m_engine, {&request, 1});
  return request;
}

// Whether a member sees so many dossiers that looking all of them up would take longer than going
// through them.
bool FundingRequests::sees_many(const Perimeter& seen_by) const
{
  constexpr std::int64_t k_many = 5000;
  const auto more = [&](const std::string& which) {
    return !m_engine
              .query("select 1 from funding_request r where $1 = 0 and $2 = $2 and $3 = $3 and " +
                       which + "limit 1 offset $4",
                     {std::int64_t{0}, std::string_view(seen_by.account), seen_by.provider_number(),
                      k_many})
              .empty();
  };
  return more("r.siret in " + seen_by.reach()) ||
         (seen_by.provider && more("r.provider / 100000 = $3 "));
}

std::string FundingRequests::seen(const Perimeter& seen_by) const
{
  if (seen_by.everything) {
    return Perimeter::k_everything;
  }
  return sees_many(seen_by) ? among_many(seen_by) : among_few(seen_by);
}

std::vector<domain::FundingRequest> FundingRequests::list(const RequestFilter& filter,
                                                          const Perimeter& seen_by) const
{
  const std::string_view state = filter.state ? domain::to_text(*filter.state) : "";
  const std::string_view scheme = filter.scheme ? domain::to_text(*filter.scheme) : "";
  const std::int64_t since = filter.since ? filter.since->micros : INT64_MIN;
  const std::int64_t company = filter.company ? filter.company->number() : 0,
                     provider = filter.provider ? filter.provider->number() : 0;
  std::vector<domain::FundingRequest> found;
  for (const Row& row : m_engine.query(
         k_select_request + "where " + seen(seen_by) +
           "and ($4 = '' or r.state = $4) and ($5 = '' or r.scheme = $5) and r.changed >= $6 and "
           "($7 = 0 or r.owner = $7) "
           "and ($8 = 0 or r.provider / 100000 = $8 or exists (select 1 from "
           "funding_request_module m "
           "where m.owner = r.owner and m.number = r.number and m.provider / 100000 = $8)) "
           "and r.number > $9 and ($11 = '' or r.created_by = $11) order by r.number limit $10",
         {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
          seen_by.provider_number(), state, scheme, since, company, provider,
          std::string_view(filter.after), filter.limit.value_or(INT64_MAX),
          std::string_view(filter.created_by)})) {
    found.push_back(request_of(row));
  }
  read_parts(m_engine, found);
  return found;
}

void FundingRequests::put(const domain::FundingRequest& request)
{
  const RequestCells cells(request);
  m_engine.execute(k_put_request, cells.all());
  write_parts(m_engine, request);
}

std::int64_t FundingRequests::key(std::string_view number) const
{
  const auto rows = m_engine.query("select id from funding_request where number = $1", {number});
  return rows.empty() ? 0 : rows[0].integer(0);
}

bool FundingRequests::any() const
{
  return !m_engine.query("select 1 from funding_request limit 1").empty();
}

void FundingRequests::each_reference(domain::Siren owner,
                                     const std::function<void(const std::string&)>& each) const
{
  m_engine.for_each("select reference from funding_request where owner = $1 and reference <> ''",
                    {owner.number()}, [&](const Row& row) {
                      each(row.text(0));
                      return true;
                    });
}

void FundingRequests::add_change(const domain::FundingRequest& request,
                                 const domain::RequestChange& change)
{
  m_engine.execute("insert into funding_request_change (owner, number, position, at, actor, event, "
                   "state, comment) "
                   "select $1, $2, count(*) + 1, $3, $4, $5, $6, $7 from funding_request_change "
                   "where owner = $1 and number = $2",
                   {owner_of(request), std::string_view(request.number), change.at.micros,
                    std::string_view(change.actor), std::string_view(domain::to_text(change.event)),
                    std::string_view(domain::to_text(change.to)),
                    std::string_view(change.comment)});
}

std::vector<domain::RequestChange>
FundingRequests::history(const domain::FundingRequest& request) const
{
  std::vector<domain::RequestChange> found;
  for (const Row& row :
       m_engine.query("select at, actor, event, state, comment from funding_request_change "
                      "where owner = $1 and number = $2 order by position",
                      {owner_of(request), std::string_view(request.number)})) {
    found.push_back({util::Instant{row.integer(0)}, row.text(1),
                     row.read(2, domain::parse_request_event),
                     row.read(3, domain::parse_request_state), row.text(4)});
  }
  return found;
}

void FundingRequests::add_document(const domain::FundingRequest& request,
                                   domain::RequestDocument& document)
{
  const std::string_view number = request.number;
  const auto last = m_engine.query("select coalesce(max(position), 0) from "
                                   "funding_request_document where owner = $1 and number = $2",
                                   {owner_of(request), number});
  document.position = static_cast<int>(last[0].integer(0)) + 1;
  m_engine.execute("insert into funding_request_document (owner, number, position, kind, "
                   "file_name, digest, added_by, added) "
                   "values ($1, $2, $3, $4, $5, $6, $7, $8)",
                   {owner_of(request), number, std::int64_t{document.position},
                    std::string_view(domain::to_text(document.use)),
                    std::string_view(document.file_name), std::string_view(document.digest),
                    std::string_view(document.added_by), document.added.micros});
}

std::vector<domain::RequestDocument>
FundingRequests::documents(const domain::FundingRequest& request) const
{
  std::vector<domain::RequestDocument> found;
  for (const Row& row :
       m_engine.query("select d.position, d.kind, d.file_name, d.digest, f.media_type, f.bytes, "
                      "d.added_by, d.added "
                      "from funding_request_document d join document f on f.digest = d.digest "
                      "where d.owner = $1 and d.number = $2 order by d.position",
                      {owner_of(request), std::string_view(request.number)})) {
    found.push_back({request.number, static_cast<int>(row.integer(0)),
                     row.read(1, domain::parse_document_use), row.text(2), row.text(3), row.text(4),
                     row.integer(5), row.text(6), util::Instant{row.integer(7)}});
  }
  return found;
}

} // namespace myatlas::store
