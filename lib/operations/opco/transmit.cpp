// A CFA's way to the OPCOs: the inter-OPCO API.
#include "operations/opco/transmit.hpp"

#include "gateway/opco_api.hpp"
#include "operations/documents.hpp"
#include "services/form_values.hpp"
#include "services/opco/connections.hpp"
#include "services/opco/transmit.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_transmission_answer = "myatlas/transmission/1";
constexpr const char* k_sync_answer = "myatlas/opco-sync/1";

Json numbers_at_opco(const domain::Transmission& sent)
{
  using formats::text_or_null;
  return {{"external", text_or_null(sent.external)},
          {"internal", text_or_null(sent.internal)},
          {"deca", text_or_null(sent.deca)},
          {"remote", text_or_null(sent.remote)}};
}

Json transmission_json(const domain::Transmission& sent)
{
  Json json = {{"schema", k_transmission_answer},
               {"kind", domain::name_of(domain::k_transmission_kinds, sent.kind)},
               {"subject", sent.subject},
               {"opco", sent.opco},
               {"state", domain::name_of(domain::k_transmission_states, sent.state)}};
  json.update(numbers_at_opco(sent));
  return json;
}

// What `act` does over a connection that was configured: Result<T>(services::OpcoLink&).
template <typename Act>
auto over_link(const Context& context, const std::string& opco, const Act& act)
  -> std::invoke_result_t<Act, services::OpcoLink&>
{
  TRY_ASSIGN(const auto connection, services::connection_named(context, opco));
  TRY_ASSIGN(gateway::OpcoApi api, context.opco(connection));
  services::OpcoLink link(context, api, connection);
  return act(link);
}

template <typename Act>
Result<Json> transmitted(const Context& context, const std::string& opco, const Act& act)
{
  return document_of(over_link(context, opco, act), transmission_json);
}

Result<Json> transmit_contract(const Context& context, const TransmitContract& o)
{
  return transmitted(context, o.opco,
                     [&](services::OpcoLink& link) { return link.contract(o.request); });
}

Result<Json> transmit_invoice(const Context& context, const TransmitInvoice& o)
{
  const auto unanswered =
    o.again ? services::Unanswered::sent_again : services::Unanswered::looked_for;
  return transmitted(context, o.opco,
                     [&](services::OpcoLink& link) { return link.invoice(o.number, unanswered); });
}

Result<Json> transmit_certificate(const Context& context, const TransmitCertificate& o)
{
  return transmitted(context, o.opco, [&](services::OpcoLink& link) {
    return link.certificate(o.number, o.last_name);
  });
}

struct ConventionAsked
{
  std::string request, opco;
  formats::ConventionCosts costs;
};

bool is_whole_number(const std::string& text)
{
  return util::is_digits(text) && text.size() <= 6;
}

std::optional<std::int64_t> whole_number(const std::string& text, const char* member,
                                         Errors& problems)
{
  if (text.empty()) {
    return std::nullopt;
  }
  if (!is_whole_number(text)) {
    problems.push_back(Error{"usage.number", {text, member}}.at(member));
    return std::nullopt;
  }
  return std::stoll(text);
}

Error too_much_equipment(domain::Money amount)
{
  return Error{"invoice.first_equipment_over",
               {amount.text(), domain::k_most_first_equipment.text()}}
    .at("first_equipment");
}

void take_first_equipment(const std::string& text, formats::ConventionCosts& costs,
                          Errors& problems)
{
  std::optional<domain::Money>& amount = costs.first_equipment;
  services::take(amount, text, domain::parse_non_negative, "first_equipment", problems);
  if (amount && *amount > domain::k_most_first_equipment) {
    problems.push_back(too_much_equipment(*amount));
  }
}

// What a convention costs, member by member; what is wrong stands among the problems.
class ConventionReader
{
public:
  explicit ConventionReader(const TransmitConvention& form) : m_form(form) {}

  Result<formats::ConventionCosts> costs()
  {
    require_all();
    take_teaching();
    take_equipment();
    take_signed_on();
    take_numbers();
    check_certified();
    return or_problems(m_costs, m_problems);
  }

private:
  void require_all()
  {
    services::require({{"teaching_cost", &m_form.teaching_cost}, {"signed_on", &m_form.signed_on}},
                      m_problems);
  }

  void take_teaching()
  {
    std::optional<domain::Money> teaching;
    services::take(teaching, m_form.teaching_cost, domain::parse_positive, "teaching_cost",
                   m_problems);
    m_costs.teaching = teaching.value_or(m_costs.teaching);
  }

  void take_equipment() { take_first_equipment(m_form.first_equipment, m_costs, m_problems); }

  void take_signed_on()
  {
    std::optional<domain::Date> day;
    services::take(day, m_form.signed_on, domain::Date::parse, "signed_on", m_problems);
    m_costs.signed_on = day.value_or(m_costs.signed_on);
  }

  void take_numbers()
  {
    m_costs.meals = whole_number(m_form.meals, "meals", m_problems);
    m_costs.nights = whole_number(m_form.nights, "nights", m_problems);
    m_costs.mandate = m_form.mandate;
  }

  void check_certified()
  {
    if (!m_form.certify) {
      m_problems.push_back(Error{"opco.not_certified", {}}.at("certify"));
    }
  }

  const TransmitConvention& m_form;
  formats::ConventionCosts m_costs = {};
  Errors m_problems;
};

Result<ConventionAsked> understood_convention(const TransmitConvention& o)
{
  TRY_ASSIGN(auto costs, ConventionReader(o).costs());
  return ConventionAsked{.request = o.request, .opco = o.opco, .costs = std::move(costs)};
}

Result<Json> transmit_convention(const Context& context, const ConventionAsked& asked)
{
  return transmitted(context, asked.opco, [&](services::OpcoLink& link) {
    return link.convention(asked.request, asked.costs);
  });
}

Json synced_change_row(const services::SyncReport::Change& change)
{
  return {{"number", change.subject},
          {"from", formats::text_or_null(change.from)},
          {"to", formats::text_or_null(change.to)}};
}

Json sync_document(const services::SyncReport& report)
{
  return {{"schema", k_sync_answer},
          {"seen", report.seen},
          {"unlinked", report.unlinked},
          {"changes", rows_of(report.changes, synced_change_row)}};
}

Result<services::SyncReport> synced(services::OpcoLink& link)
{
  return link.sync();
}

Result<Json> sync_opco(const Context& context, const SyncOpco& request)
{
  return document_of(over_link(context, request.opco, synced), sync_document);
}

constexpr About transmission(std::string_view name)
{
  return {
    .name = name, .effect = Effect::write, .who = Who::account, .answer = k_transmission_answer};
}

} // namespace

constexpr OperationOf<TransmitContract> k_transmit_contract =
  operation<transmit_contract>(transmission("transmit-contract"));

constexpr OperationOf<TransmitConvention> k_transmit_convention =
  operation<understood_convention, transmit_convention>(transmission("transmit-convention"));

constexpr OperationOf<TransmitInvoice> k_transmit_invoice =
  operation<transmit_invoice>(transmission("transmit-invoice"));

constexpr OperationOf<TransmitCertificate> k_transmit_certificate =
  operation<transmit_certificate>(transmission("transmit-certificate"));

constexpr OperationOf<SyncOpco> k_sync_opco = operation<sync_opco>({
  .name = "sync-opco",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_sync_answer,
});

} // namespace myatlas::operations
