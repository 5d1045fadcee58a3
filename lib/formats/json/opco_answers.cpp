#include "formats/json/opco_answers.hpp"

#include <algorithm>

#include "domain/values/money.hpp"
#include "formats/json/contract_json.hpp"
#include "formats/json/lookup.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

using domain::Date;
using domain::Instalment;
using domain::Money;

std::string written_as(const Json& value)
{
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string text_of(const Json& value)
{
  return value.is_null() ? "" : util::printable(written_as(value));
}

// A member as text, whatever it was written as; empty when it is not there.
std::string any_text(const Json& object, const char* name)
{
  return text_of(member_of(object, name));
}

std::optional<std::int64_t> whole_of(const Json& object, const char* name)
{
  const std::string text = any_text(object, name);
  const bool is_whole = util::is_digits(text) && text.size() <= 9;
  return is_whole ? std::optional(std::stoll(text)) : std::nullopt;
}

std::optional<Date> leading_date(const Json& object, const char* name)
{
  return Date::parse(any_text(object, name).substr(0, 10)).as_optional();
}

std::optional<Money> money_of(const Json& object, const char* name)
{
  return Money::parse(any_text(object, name)).as_optional(); // as it is written: 8109.59
}

// The list at one of the names, or the document itself; null when there is none.
const Json* first_array_in(const Json& json, std::initializer_list<const char*> names)
{
  for (const char* name : names) {
    if (const Json* found = array_in(json, name)) {
      return found;
    }
  }
  return nullptr;
}

const Json* list_of(const Json& json, std::initializer_list<const char*> names)
{
  return json.is_array() ? &json : first_array_in(json, names);
}

util::Error not_there(const char* member)
{
  return util::Error{"opco.answer", {member}};
}

} // namespace

static bool is_given(const Json& json, const char* name)
{
  return !any_text(json, name).empty();
}

OpcoReceipt read_receipt(const Json& json)
{
  OpcoReceipt receipt{any_text(json, "numeroExterne"), any_text(json, "numeroInterne")};
  receipt.is_pending = receipt.internal.empty() && is_given(json, "jobId");
  return receipt;
}

std::string read_invoice_receipt(const Json& json)
{
  const std::string invoice = any_text(json, "numeroInterneFacture");
  return invoice.empty() ? any_text(json, "numeroInterneDocument") : invoice;
}

namespace {

OpcoDossierState dossier_state(const Json& d)
{
  return {any_text(d, "numeroInterne"), any_text(d, "numeroExterne"), any_text(d, "numeroDeca"),
          any_text(d, "etat")};
}

} // namespace

util::Result<OpcoPage> read_states(const Json& json)
{
  const Json* list = list_of(json, {"EtatDossierResult", "etatDossierResult", "dossiers"});
  if (list == nullptr) {
    return not_there("EtatDossierResult");
  }
  OpcoPage page;
  page.total = whole_of(json, "total").value_or(static_cast<std::int64_t>(list->size()));
  page.dossiers = util::mapped(*list, dossier_state);
  return page;
}

namespace {

util::Result<Instalment> read_instalment(const Json& e)
{
  const auto number = whole_of(e, "numero");
  const auto opens = leading_date(e, "dateOuverture");
  const auto amount = money_of(e, "montantTotal");
  if (!number || !opens || !amount) {
    return not_there("echeances");
  }
  return Instalment{.number = static_cast<int>(*number),
                    .code = any_text(e, "codification"),
                    .year = 0,
                    .opens = *opens,
                    .from = leading_date(e, "dateDebut").value_or(*opens),
                    .to = leading_date(e, "dateFin").value_or(*opens),
                    .amount = *amount};
}

util::Result<std::vector<Instalment>> read_schedule(const Json& schedule)
{
  std::vector<Instalment> instalments;
  for (const Json& e : schedule) {
    TRY_ASSIGN(const Instalment instalment, read_instalment(e));
    instalments.push_back(instalment);
  }
  return instalments;
}

// In our spelling, to be compared with ours.
domain::Contract::Values values_understood(const domain::Contract::Values& given)
{
  util::Errors problems, warnings;
  return domain::Contract::read(given, problems, warnings).values();
}

domain::Contract::Values contract_in(const Json& cerfa)
{
  const auto values = read_contract(Json{{"cerfa", cerfa}}.dump());
  return values ? values_understood(*values) : domain::Contract::Values();
}

} // namespace

util::Result<OpcoDossier> read_dossier(const Json& json)
{
  const Json* cerfa = object_in(json, "cerfa");
  if (cerfa == nullptr) {
    return not_there("cerfa");
  }
  OpcoDossier dossier;
  dossier.comment = any_text(json, "comment");
  dossier.contract = contract_in(*cerfa);
  if (const Json* schedule = list_of(json, {"echeances"})) {
    TRY_ASSIGN(dossier.schedule, read_schedule(*schedule));
  }
  return dossier;
}

namespace {

OpcoInvoiceState invoice_state(const Json& f)
{
  return {.internal = any_text(f, "numeroInterneFacture"),
          .reference = any_text(f, "referenceFactureCFA"),
          .state = any_text(f, "etatFacture"),
          .transfer = any_text(f, "referenceVirement"),
          .comment = any_text(f, "commentaire"),
          .paid_on = leading_date(f, "dateReglement"),
          .amount = money_of(f, "montantFacture")};
}

} // namespace

bool OpcoInvoiceState::is_paid() const
{
  return state == "REGLE" || state == "REGLEE";
}

bool OpcoInvoiceState::is_refused() const
{
  constexpr std::string_view k_refusals[] = {"REJET", "REFUS", "ANNUL"};
  const std::string upper = util::to_upper(state);
  return std::ranges::any_of(
    k_refusals, [&](std::string_view beginning) { return upper.starts_with(beginning); });
}

util::Result<std::vector<OpcoInvoiceState>> read_invoice_states(const Json& json)
{
  const Json* list = list_of(json, {"factures"});
  if (list == nullptr) {
    return not_there("factures");
  }
  return util::mapped(*list, invoice_state);
}

namespace {

void add_if_told(std::string& text, const std::string& more)
{
  if (!more.empty()) {
    util::add_to_list(text, more, ": ");
  }
}

std::string error_text(const Json& error)
{
  std::string text = any_text(error, "code");
  add_if_told(text, any_text(error, "description"));
  return text;
}

std::string texts_of(const Json& errors)
{
  std::string said;
  for (const Json& error : errors) {
    util::add_to_list(said, error_text(error), "; ");
  }
  return said;
}

std::string texts_of_errors(const Json& json)
{
  const Json* errors = list_of(json, {"errors"});
  return errors == nullptr ? "" : texts_of(*errors);
}

std::string said_in(const Json& json)
{
  std::string said = texts_of_errors(json);
  for (const char* name : {"description", "comment", "message"}) {
    said = said.empty() ? any_text(json, name) : said;
  }
  return said;
}

constexpr std::size_t k_most_of_error = 500;

std::string shortened(const std::string& text)
{
  return text.size() > k_most_of_error ? util::printable(text.substr(0, k_most_of_error)) + "…"
                                       : text;
}

} // namespace

std::string opco_error(std::string_view body)
{
  const auto json = parse_json(body);
  return json && json->is_object() ? shortened(said_in(*json)) : "";
}

} // namespace myatlas::formats
