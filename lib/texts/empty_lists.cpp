#include "texts/empty_lists.hpp"

#include <utility>

#include "texts/texts.hpp"
#include "util/ranges.hpp"

namespace myatlas::texts {

namespace {

constexpr std::pair<std::string_view, const char*> k_empty_lists[] = {
  {"list-requests", N_("No dossier here. One begins with: myatlas submit-request")},
  {"list-invoices", N_("No invoice here. One is sent with: myatlas upload-invoice, many with: "
                       "myatlas import invoices FILE")},
  {"list-instalments",
   N_("No instalment here. They come of a contract that was accepted: myatlas submit-contract")},
  {"list-establishments",
   N_("No establishment here. An account attaches its own with: myatlas add-siret; the register is "
      "loaded with: myatlas import establishments FILE")},
  {"list-companies", N_("No company here. An account adds its own with: myatlas add-company; the "
                        "register is loaded with: myatlas import companies FILE")},
  {"list-employees", N_("No employee here. One is added with: myatlas add-employee, many with: "
                        "myatlas import employees FILE")},
  {"list-deadlines", N_("Nothing is due here. Deadlines come of companies with a payroll, of "
                        "requests, contracts and invoices.")},
  {"list-declarations", N_("No declaration here. One is made with: myatlas declare-contribution")},
  {"list-certificates",
   N_("No certificate here. A provider makes one with: myatlas upload-certificate")},
  {"list-documents", N_("No document here. One is attached with: myatlas attach-document")},
  {"list-letters", N_("No letter here. The OPCO writes one when a dossier or an invoice changes.")},
  {"list-alerts", N_("No alert is on. One is turned on with: myatlas set-alert")},
  {"list-publications",
   N_("Nothing is published here. The OPCO publishes with: myatlas admin publish")},
  {"list-access", N_("Nobody else has access. It is given with: myatlas grant-access")},
  {"list-batches", N_("No file was imported here. One is with: myatlas import KIND FILE")},
  {"admin list-accounts", N_("No account here. One is made with: myatlas register")},
  {"admin list-work", N_("Nothing waits.")},
  {"admin audit", N_("Nothing was written here yet: every command that writes leaves a row.")},
  {"report", N_("No client here. They are added with: myatlas import clients FILE, one with: "
                "myatlas add-company")},
  {"admin list-mail", N_("No mail here.")},
};

} // namespace

std::string told_when_empty(const Texts& texts, std::string_view command)
{
  const auto* found =
    util::find_first(k_empty_lists, [&](const auto& one) { return one.first == command; });
  return found == nullptr ? "" : texts.tr(found->second);
}

} // namespace myatlas::texts
