#include "operations/contributions/declarations.hpp"

#include "domain/contributions/employer_form.hpp"
#include "formats/json/declaration_json.hpp"
#include "operations/contributions/rates_sent.hpp"
#include "operations/documents.hpp"
#include "services/contributions/declarations.hpp"
#include "services/labels.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using services::Context;
using services::DeclareAs;

constexpr const char* k_declaration = "myatlas/declaration/1";

Json json_of(const domain::Declaration& declaration)
{
  Json json = formats::to_json(declaration);
  json["schema"] = k_declaration;
  return json;
}

struct DeclarationAsked
{
  Declare request;
  RatesSent rates;
};

Result<DeclarationAsked> declaration_asked(const Declare& request, const Files& files)
{
  if (request.draft && request.correct) {
    return Error{"usage.both", {"draft", "correct"}};
  }
  TRY_ASSIGN(RatesSent rates, RatesSent::read(request.rates, files));
  return DeclarationAsked{.request = request, .rates = std::move(rates)};
}

DeclareAs manner_of(const Declare& request)
{
  if (request.draft) {
    return DeclareAs::draft;
  }
  return request.correct ? DeclareAs::correction : DeclareAs::submitted;
}

Error other_than_draft(const domain::Declaration& declaration, domain::Money draft)
{
  return {"declaration.draft_differs",
          {declaration.number, draft.text(), declaration.total.text()}};
}

services::Unreferenced reference_in(const Declare& request)
{
  return request.without_reference ? services::Unreferenced::takes_off
                                   : services::Unreferenced::keeps;
}

Answer declared_answer(const services::Declared& done)
{
  Answer answer{.document = json_of(done.declaration)};
  if (done.draft) {
    answer.warnings.push_back(other_than_draft(done.declaration, *done.draft));
  }
  return answer;
}

Result<Answer> declare(const Context& context, const DeclarationAsked& asked)
{
  const Declare& request = asked.request;
  TRY_ASSIGN(const auto done, services::declare(context, asked.rates.table(), request.company,
                                                request.form, request.voluntary, manner_of(request),
                                                request.reference, reference_in(request)));
  return declared_answer(done);
}

struct DeclarationsAsked
{
  store::DeclarationFilter filter;
  std::string company; // as it was named
};

Result<DeclarationsAsked> declarations_asked(const ListDeclarations& request)
{
  Errors problems;
  DeclarationsAsked asked;
  asked.company = request.company;
  asked.filter.reference = util::trim(request.reference);
  asked.filter.year = given<domain::parse_year>(request.year, "year", problems);
  asked.filter.state = given<domain::parse_declaration_state>(request.state, "state", problems);
  return or_problems(asked, problems);
}

Json labelled(const domain::Declaration& declaration, services::Labels& labels)
{
  Json row = formats::to_json(declaration);
  row["company_name"] = formats::text_or_null(labels.company(declaration.siren));
  row["client_reference"] = formats::text_or_null(labels.client_reference(declaration.siren));
  return row;
}

Result<Json> list_declarations(const Context& context, const DeclarationsAsked& asked)
{
  TRY_ASSIGN(const auto found, services::list_declarations(context, asked.filter, asked.company));
  services::Labels known(context);
  return list_document(
    "myatlas/declarations/1", "declarations",
    rows_of(found, [&](const domain::Declaration& one) { return labelled(one, known); }));
}

Json change_row(const domain::DeclarationChange& change)
{
  return formats::to_json(change);
}

Result<Json> show_declaration(const Context& context, const DeclarationName& name)
{
  TRY_ASSIGN(const auto view, services::show_declaration(context, name.number));
  Json json = json_of(view.declaration);
  json["history"] = rows_of(view.history, change_row);
  return json;
}

Result<RecordPayment> payment_asked(const RecordPayment& request)
{
  if (request.credit && request.returned) {
    return Error{"usage.both", {"credit", "returned"}};
  }
  return request;
}

Result<services::RecordedPayment> recorded(const Context& context, const RecordPayment& request)
{
  using services::Excess;
  if (request.returned) {
    return services::record_return(context, request.form);
  }
  return services::record_payment(context, request.form,
                                  request.credit ? Excess::credited : Excess::refused);
}

Result<Answer> record_payment(const Context& context, const RecordPayment& request)
{
  TRY_ASSIGN(const auto paid, recorded(context, request));
  Answer answer{.document = json_of(paid.declaration)};
  if (!paid.is_new) {
    answer.warnings.push_back({"payment.known", {paid.declaration.number}});
  }
  return answer;
}

} // namespace

constexpr OperationOf<Declare> k_declare = operation<declaration_asked, declare>({
  .name = "declare-contribution",
  .effect = Effect::write,
  .answer = k_declaration,
});

constexpr OperationOf<ListDeclarations> k_list_declarations =
  operation<declarations_asked, list_declarations>({
    .name = "list-declarations",
    .answer = "myatlas/declarations/1",
  });

constexpr OperationOf<DeclarationName> k_show_declaration = operation<show_declaration>({
  .name = "show-declaration",
  .answer = k_declaration,
});

constexpr OperationOf<RecordPayment> k_record_payment = operation<payment_asked, record_payment>({
  .name = "admin record-payment",
  .effect = Effect::write,
  .who = Who::office,
  .answer = k_declaration,
});

} // namespace myatlas::operations
