// Rows about funding requests.
#include "formats/tables/rows.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace myatlas::formats {

namespace {

struct Text
{
  RequestColumn column;
  domain::TextMember<domain::RequestForm> into;
};

using Form = domain::RequestForm;

constexpr Text k_texts[] = {
  {k_req_reference, &Form::reference},
  {k_req_scheme, &Form::scheme},
  {k_req_title, &Form::title},
  {k_req_objective, &Form::objective},
  {k_req_mode, &Form::mode},
  {k_req_audience, &Form::audience},
  {k_req_certification, &Form::certification},
  {k_req_place, &Form::place},
  {k_req_contact_name, &Form::contact_name},
  {k_req_contact_email, &Form::contact_email},
  {k_req_contact_phone, &Form::contact_phone},
};

constexpr Text k_amounts[] = {
  {k_req_teaching, &Form::teaching_cost}, {k_req_travel, &Form::travel_cost},
  {k_req_lodging, &Form::lodging_cost},   {k_req_meals, &Form::meal_cost},
  {k_req_wages, &Form::wage_cost},        {k_req_requested, &Form::requested_amount},
  {k_req_co_funding, &Form::co_funding},
};

constexpr Text k_yes_no[] = {{k_req_internal, &Form::internal},
                             {k_req_outside, &Form::outside_working_time},
                             {k_req_subrogation, &Form::subrogation}};

constexpr Text k_dates[] = {{k_req_start, &Form::start}, {k_req_end, &Form::end}};

} // namespace

RequestRow RowReader::request(const CsvRecord& record, RowProblems& problems)
{
  RequestRow row;
  if (!start(record, problems)) {
    return row;
  }
  for (const std::size_t column : {k_req_reference, k_req_siret, k_req_scheme}) {
    require(column);
  }
  row.draft = yes(k_req_draft);
  if (!row.draft) { // which may lack what it will be sent with
    require(k_req_title);
  }
  for (const auto& [column, into] :
       {std::pair{k_req_siret, &Form::siret}, {k_req_provider, &Form::provider_siret}}) {
    if (present(column)) {
      const auto siret = take(column, siret_cell(cell(column)));
      row.form.*into = siret ? siret->digits() : "";
    }
  }
  for (const Text& field : k_texts) {
    row.form.*field.into = text(field.column);
  }
  for (const Text& field : k_amounts) {
    const auto money = present(field.column) ? amount(field.column) : std::nullopt;
    row.form.*field.into = money ? money->text() : "";
  }
  for (const Text& field : k_yes_no) {
    row.form.*field.into = present(field.column) ? (yes(field.column) ? "yes" : "no") : "";
  }
  for (const Text& field : k_dates) {
    const auto day = present(field.column) ? date(field.column) : std::nullopt;
    row.form.*field.into = day ? day->text() : "";
  }
  row.form.hours = cell(k_req_hours);
  std::ranges::replace(row.form.hours, ',', '.');
  row.form.employees = parts_of_cell(text(k_req_trainees));
  for (const std::string& part : parts_of_cell(text(k_req_documents))) {
    const std::size_t colon = part.find(':');
    const bool kind_told = colon != part.npos;
    const auto name =
      take(k_req_documents, safe_file_name(kind_told ? std::string_view(part).substr(colon + 1)
                                                     : std::string_view(part)));
    row.documents.emplace_back(kind_told ? std::string(util::trim(part.substr(0, colon))) : "other",
                               name.value_or(""));
  }
  return row;
}

} // namespace myatlas::formats
