// Companies of an account.
#include "operations/companies/companies.hpp"

#include "formats/json/json_records.hpp"
#include "operations/documents.hpp"
#include "services/companies/companies.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

// Services tell a company that is not seen by the argument of the command line that most often
// names it.
Errors of_company(Errors errors)
{
  for (Error& error : errors) {
    if (error.code == "company.unknown" || error.code == "company.several") {
      error.where.column = "company";
    }
  }
  return errors;
}

// What is told of a company, or why nothing is.
template <typename T>
Result<Json> company_answer(const Result<T>& found, Json (*told)(const T&))
{
  return found ? Result<Json>(told(*found)) : Result<Json>(of_company(found.errors()));
}

Json added_document(const services::AddedCompany& added)
{
  return {{"schema", "myatlas/company-added/1"},
          {"siren", added.siren.digits()},
          {"establishments_added", added.establishments_added},
          {"reference", formats::text_or_null(added.reference)}};
}

Result<Answer> add_company(const Context& context, const AddCompany& request)
{
  TRY_ASSIGN(const auto added, services::add_company(context, request.form, request.reference));
  Answer answer{.document = added_document(added)};
  if (added.is_only_renamed()) {
    answer.warnings.push_back({"company.renamed", {added.siren.digits(), added.reference}});
  }
  return answer;
}

Json left_document(const services::LeftCompany& left)
{
  return {{"schema", "myatlas/company-left/1"},
          {"siren", left.siren.digits()},
          {"establishments_removed", left.establishments_removed},
          {"access_ended", left.access_ended}};
}

Result<Json> leave_company(const Context& context, const CompanyName& request)
{
  return company_answer(services::leave_company(context, request.company), left_document);
}

Json company_row(const services::CompanyView& view)
{
  Json row = formats::to_json(view.company, view.payrolls);
  row["establishments"] = view.establishments.size();
  row["reference"] = formats::text_or_null(view.reference);
  return row;
}

Result<Json> list_companies(const Context& context, const ListCompanies& request)
{
  return list_of("myatlas/companies/1", "companies",
                 services::list_companies(context, std::string(util::trim(request.reference))),
                 company_row);
}

Json establishment_row(const domain::Establishment& establishment)
{
  return formats::to_json(establishment);
}

Json company_document(const services::CompanyView& view)
{
  Json json = document("myatlas/company/1", formats::to_json(view.company, view.payrolls));
  json["establishments"] = rows_of(view.establishments, establishment_row);
  json["reference"] = formats::text_or_null(view.reference);
  return json;
}

Result<Json> show_company(const Context& context, const CompanyName& request)
{
  return company_answer(services::show_company(context, request.company), company_document);
}

Result<Json> edit_company(const Context& context, const EditCompany& request)
{
  return company_answer(services::edit_company(context, request.company, request.reference),
                        company_document);
}

} // namespace

constexpr OperationOf<AddCompany> k_add_company = operation<add_company>({
  .name = "add-company",
  .effect = Effect::write,
  .who = Who::account,
  .answer = "myatlas/company-added/1",
});

constexpr OperationOf<CompanyName> k_leave_company = operation<leave_company>({
  .name = "leave-company",
  .effect = Effect::write,
  .who = Who::account,
  .answer = "myatlas/company-left/1",
});

constexpr OperationOf<ListCompanies> k_list_companies =
  operation<list_companies>({.name = "list-companies", .answer = "myatlas/companies/1"});

constexpr OperationOf<EditCompany> k_edit_company = operation<edit_company>({
  .name = "edit-company",
  .effect = Effect::write,
  .who = Who::account,
  .answer = "myatlas/company/1",
});

constexpr OperationOf<CompanyName> k_show_company =
  operation<show_company>({.name = "show-company", .answer = "myatlas/company/1"});

} // namespace myatlas::operations
