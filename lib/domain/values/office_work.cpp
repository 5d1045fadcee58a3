#include "domain/values/office_work.hpp"

#include "domain/values/names.hpp"

namespace myatlas::domain {

namespace {

constexpr NamedValue<OfficeWork> k_office_work_names[] = {
  {"none", OfficeWork::none},
  {"open_request", OfficeWork::open_request},
  {"decide_request", OfficeWork::decide_request},
  {"decide_amendment", OfficeWork::decide_amendment},
  {"open_invoice", OfficeWork::open_invoice},
  {"decide_invoice", OfficeWork::decide_invoice},
  {"pay_invoice", OfficeWork::pay_invoice},
  {"refuse_invoice", OfficeWork::refuse_invoice},
  {"recover_credit", OfficeWork::recover_credit},
  {"recover_sum", OfficeWork::recover_sum},
  {"approve_provider", OfficeWork::approve_provider},
  {"ask_for_proof", OfficeWork::ask_for_proof},
};
static_assert(has_all<k_office_work_names>());

} // namespace

const char* to_text(OfficeWork work)
{
  return name_of(k_office_work_names, work);
}

} // namespace myatlas::domain
