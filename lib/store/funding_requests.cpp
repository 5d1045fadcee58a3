#include "store/funding_requests.hpp"

#include <fmt/format.h>

#include "store/counters.hpp"

namespace myatlas::store {

namespace {

const std::string k_select_request =
  "select number, state, siret, scheme, title, provider, starts, ends, hours, mode, teaching_cost, accepted, created_by, created, "
  "objective, contact_name, contact_email, contact_phone, audience, internal, outside_working_time, certification, place, travel, "
  "lodging, meals, wages, requested, co_funding, subrogation, changed, reference from funding_request r ";

// $1: 1 sees everything, $2: the account, $3: the SIREN of its provider or 0.
std::string visible_requests(const Perimeter& seen_by)
{
  return "($1 = 1 or siret in " + seen_by.reach() + "or (state <> 'BROUILLON' and (provider / 100000 = $3 "
  "or exists (select 1 from funding_request_module m where m.owner = r.owner and m.number = r.number and m.provider / 100000 = $3)))) ";
}

constexpr std::string_view k_put_request =
  "insert into funding_request (owner, number, state, siret, scheme, title, provider, starts, ends, hours, mode, teaching_cost, "
  "accepted, created_by, created, objective, contact_name, contact_email, contact_phone, audience, internal, outside_working_time, "
  "certification, place, travel, lodging, meals, wages, requested, co_funding, subrogation, changed, reference, id) values ($1, $2, $3, $4, $5, $6, "
  "$7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, "
  "(select coalesce(max(id), 0) + 1 from funding_request)) "
  "on conflict (owner, number) do update set state = excluded.state, scheme = excluded.scheme, title = excluded.title, "
  "provider = excluded.provider, starts = excluded.starts, ends = excluded.ends, hours = excluded.hours, mode = excluded.mode, "
  "teaching_cost = excluded.teaching_cost, accepted = excluded.accepted, objective = excluded.objective, "
  "contact_name = excluded.contact_name, contact_email = excluded.contact_email, contact_phone = excluded.contact_phone, "
  "audience = excluded.audience, internal = excluded.internal, outside_working_time = excluded.outside_working_time, "
  "certification = excluded.certification, place = excluded.place, travel = excluded.travel, lodging = excluded.lodging, "
  "meals = excluded.meals, wages = excluded.wages, requested = excluded.requested, co_funding = excluded.co_funding, "
  "subrogation = excluded.subrogation, changed = excluded.changed, reference = excluded.reference";

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
const auto k_siret = [](const Row& row, std::size_t c) { return domain::Siret::of_checked(row.integer(c)); };
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
  read_into(request.mode, row, 9, [](const Row& r, std::size_t c) { return r.read(c, domain::parse_mode); });
  read_into(request.teaching_cost, row, 10, k_money);
  read_into(request.accepted, row, 11, k_money);
  read_into(request.audience, row, 18, [](const Row& r, std::size_t c) { return r.read(c, domain::parse_audience); });
  read_into(request.internal, row, 19, k_bool);
  read_into(request.outside_working_time, row, 20, k_bool);
  read_into(request.side_costs.travel, row, 23, k_money);
  read_into(request.side_costs.lodging, row, 24, k_money);
  read_into(request.side_costs.meals, row, 25, k_money);
  read_into(request.side_costs.wages, row, 26, k_money);
  read_into(request.requested, row, 27, k_money);
  read_into(request.co_funding, row, 28, k_money);
  read_into(request.subrogation, row, 29, k_bool);
  return request;
}

std::int64_t owner_of(const domain::FundingRequest& request)
{
  return request.siret.siren().number();
}

Cell cents(const std::optional<domain::Money>& money)
{
  return money ? Cell(money->cents) : Cell();
}

Cell yes_or_no(const std::optional<bool>& value)
{
  return value ? Cell(std::int64_t{*value}) : Cell();
}

Cell number_of(const std::optional<domain::Siret>& siret)
{
  return siret ? Cell(siret->number()) : Cell();
}

void read_parts(Engine& engine, domain::FundingRequest& request)
{
  for (const Row& row : engine.query("select name, employee, hours, wage from funding_request_employee where owner = $1 and number = $2 "
                                     "order by position",
                                     {owner_of(request), std::string_view(request.number)})) {
    domain::Trainee& trainee = request.trainees.emplace_back(domain::Trainee{row.text(0), row.text(1), row.maybe_integer(2), {}});
    read_into(trainee.hourly_wage, row, 3, k_money);
  }
  for (const Row& row : engine.query("select title, provider, activity_number, hours, cost from funding_request_module "
                                     "where owner = $1 and number = $2 order by position",
                                     {owner_of(request), std::string_view(request.number)})) {
    domain::TrainingModule& module = request.modules.emplace_back();
    module.title = row.text(0);
    read_into(module.provider, row, 1, k_siret);
    module.activity_number = row.text(2);
    module.hours = row.maybe_integer(3);
    read_into(module.cost, row, 4, k_money);
  }
}

void write_parts(Engine& engine, const domain::FundingRequest& request)
{
  const std::string_view number = request.number;
  for (const char* table : {"funding_request_employee", "funding_request_module"}) {
    engine.execute(fmt::format("delete from {} where owner = $1 and number = $2", table), {owner_of(request), number});
  }
  for (std::size_t i = 0; i < request.trainees.size(); ++i) {
    const domain::Trainee& trainee = request.trainees[i];
    engine.execute("insert into funding_request_employee (owner, number, position, name, employee, hours, wage) "
                   "values ($1, $2, $3, $4, $5, $6, $7)",
                   {owner_of(request), number, static_cast<std::int64_t>(i + 1), std::string_view(trainee.name),
                    std::string_view(trainee.employee), cell(trainee.hours), cents(trainee.hourly_wage)});
  }
  for (std::size_t i = 0; i < request.modules.size(); ++i) {
    const domain::TrainingModule& module = request.modules[i];
    engine.execute("insert into funding_request_module (owner, number, position, title, provider, activity_number, hours, cost) "
                   "values ($1, $2, $3, $4, $5, $6, $7, $8)",
                   {owner_of(request), number, static_cast<std::int64_t>(i + 1), std::string_view(module.title),
                    number_of(module.provider), std::string_view(module.activity_number), cell(module.hours), cents(module.cost)});
  }
}

} // namespace

std::string FundingRequests::next_number(int year)
{
  return fmt::format("D{}{:07}", year, next_value(m_engine, fmt::format("request-{}", year)));
}

std::optional<domain::FundingRequest> FundingRequests::find(std::string_view number, const Perimeter& seen_by) const
{
  const auto rows = m_engine.query(k_select_request + "where " + visible_requests(seen_by) + "and number = $4",
                                   {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
                                    seen_by.provider_number(), number});
  if (rows.empty()) {
    return std::nullopt;
  }
  domain::FundingRequest request = request_of(rows[0]);
  read_parts(m_engine, request);
  return request;
}

std::optional<domain::FundingRequest> FundingRequests::find_reference(domain::Siren owner, std::string_view reference) const
{
  const auto rows = m_engine.query(k_select_request + "where owner = $1 and reference = $2", {owner.number(), reference});
  if (rows.empty()) {
    return std::nullopt;
  }
  domain::FundingRequest request = request_of(rows[0]);
  read_parts(m_engine, request);
  return request;
}

std::vector<domain::FundingRequest> FundingRequests::list(const RequestFilter& filter, const Perimeter& seen_by) const
{
  const std::string_view state = filter.state ? domain::to_text(*filter.state) : "";
  const std::string_view scheme = filter.scheme ? domain::to_text(*filter.scheme) : "";
  const std::int64_t since = filter.since ? filter.since->micros : INT64_MIN;
  const std::int64_t company = filter.company ? filter.company->number() : 0, provider = filter.provider ? filter.provider->number() : 0;
  std::vector<domain::FundingRequest> found;
  for (const Row& row :
       m_engine.query(k_select_request + "where " + visible_requests(seen_by) +
                        "and ($4 = '' or state = $4) and ($5 = '' or scheme = $5) and changed >= $6 and ($7 = 0 or owner = $7) "
                        "and ($8 = 0 or provider / 100000 = $8 or exists (select 1 from funding_request_module m "
                        "where m.owner = r.owner and m.number = r.number and m.provider / 100000 = $8)) "
                        "and number > $9 and ($11 = '' or created_by = $11) order by number limit $10",
                      {std::int64_t{seen_by.everything}, std::string_view(seen_by.account), seen_by.provider_number(), state, scheme, since,
                       company, provider, std::string_view(filter.after), filter.limit.value_or(INT64_MAX), std::string_view(filter.created_by)})) {
    found.push_back(request_of(row));
    read_parts(m_engine, found.back());
  }
  return found;
}

void FundingRequests::put(const domain::FundingRequest& request)
{
  const std::string start = request.start ? request.start->text() : "", end = request.end ? request.end->text() : "";
  const auto text = [](const std::string& value) { return std::string_view(value); };
  const auto date = [](const std::string& value) { return value.empty() ? Cell() : Cell(std::string_view(value)); };
  const auto word = [](const auto& value) { return value ? Cell(std::string_view(domain::to_text(*value))) : Cell(); };
  const domain::SideCosts& costs = request.side_costs;
  m_engine.execute(k_put_request, {owner_of(request), text(request.number), std::string_view(domain::to_text(request.state)),
                           request.siret.number(), std::string_view(domain::to_text(request.scheme)), text(request.title),
                           number_of(request.provider), date(start), date(end), cell(request.hours), word(request.mode),
                           cents(request.teaching_cost), cents(request.accepted), text(request.created_by), request.created.micros,
                           text(request.objective), text(request.contact.name), text(request.contact.email),
                           text(request.contact.phone), word(request.audience), yes_or_no(request.internal),
                           yes_or_no(request.outside_working_time), text(request.certification), text(request.place),
                           cents(costs.travel), cents(costs.lodging), cents(costs.meals), cents(costs.wages), cents(request.requested),
                           cents(request.co_funding), yes_or_no(request.subrogation), request.changed.micros, text(request.reference)});
  write_parts(m_engine, request);
}

std::int64_t FundingRequests::key(std::string_view number) const
{
  const auto rows = m_engine.query("select id from funding_request where number = $1", {number});
  return rows.empty() ? 0 : rows[0].integer(0);
}

void FundingRequests::add_change(const domain::FundingRequest& request, const domain::RequestChange& change)
{
  m_engine.execute("insert into funding_request_change (owner, number, position, at, actor, event, state, comment) "
                   "select $1, $2, count(*) + 1, $3, $4, $5, $6, $7 from funding_request_change "
                   "where owner = $1 and number = $2",
                   {owner_of(request), std::string_view(request.number), change.at.micros, std::string_view(change.actor),
                    std::string_view(domain::to_text(change.event)), std::string_view(domain::to_text(change.to)),
                    std::string_view(change.comment)});
}

std::vector<domain::RequestChange> FundingRequests::history(const domain::FundingRequest& request) const
{
  std::vector<domain::RequestChange> found;
  for (const Row& row : m_engine.query("select at, actor, event, state, comment from funding_request_change "
                                       "where owner = $1 and number = $2 order by position",
                                       {owner_of(request), std::string_view(request.number)})) {
    found.push_back({util::Instant{row.integer(0)}, row.text(1), row.read(2, domain::parse_request_event),
                     row.read(3, domain::parse_request_state), row.text(4)});
  }
  return found;
}

void FundingRequests::add_document(const domain::FundingRequest& request, domain::RequestDocument& document)
{
  const std::string_view number = request.number;
  const auto last = m_engine.query("select coalesce(max(position), 0) from funding_request_document where owner = $1 and number = $2",
                                   {owner_of(request), number});
  document.position = static_cast<int>(last[0].integer(0)) + 1;
  m_engine.execute("insert into funding_request_document (owner, number, position, kind, file_name, digest, added_by, added) "
                   "values ($1, $2, $3, $4, $5, $6, $7, $8)",
                   {owner_of(request), number, std::int64_t{document.position}, std::string_view(domain::to_text(document.use)),
                    std::string_view(document.file_name), std::string_view(document.digest), std::string_view(document.added_by),
                    document.added.micros});
}

std::vector<domain::RequestDocument> FundingRequests::documents(const domain::FundingRequest& request) const
{
  std::vector<domain::RequestDocument> found;
  for (const Row& row : m_engine.query("select d.position, d.kind, d.file_name, d.digest, f.media_type, f.bytes, d.added_by, d.added "
                                       "from funding_request_document d join document f on f.digest = d.digest "
                                       "where d.owner = $1 and d.number = $2 order by d.position",
                                       {owner_of(request), std::string_view(request.number)})) {
    found.push_back({request.number, static_cast<int>(row.integer(0)), row.read(1, domain::parse_document_use), row.text(2),
                     row.text(3), row.text(4), row.integer(5), row.text(6), util::Instant{row.integer(7)}});
  }
  return found;
}

} // namespace myatlas::store
