#include "services/companies/client_references.hpp"

#include <vector>

#include "formats/json/json.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

using domain::Siren;

std::string trace_of(Siren company, const std::string& reference)
{
  const formats::Json trace = {{"company", company.digits()},
                               {"reference", formats::text_or_null(reference)}};
  return trace.dump();
}

void write(store::ClientReferences references, const std::string& account, Siren company,
           const std::string& reference)
{
  if (reference.empty()) {
    references.remove(account, company);
  } else {
    references.put(account, company, reference);
  }
}

// Those it still has: access may have ended since.
std::vector<Siren> companies_called(const Context& context, const std::string& account,
                                    const std::string& reference)
{
  std::vector<Siren> called = context.store.client_references().called(account, reference);
  std::erase_if(called, [&](Siren company) {
    return !context.store.accounts().has_company(account, company, context.latest_day());
  });
  return called;
}

std::string listed(const std::vector<Siren>& companies)
{
  std::string list;
  for (const Siren company : companies) {
    util::add_to_list(list, company.digits());
  }
  return list;
}

} // namespace

std::map<Siren, std::string> client_references(const Context& context)
{
  const domain::Account* const account = context.actor.account();
  return account == nullptr ? std::map<Siren, std::string>()
                            : context.store.client_references().of(account->id);
}

std::string client_reference(const Context& context, Siren company)
{
  const domain::Account* const account = context.actor.account();
  const auto found = account == nullptr
                       ? std::nullopt
                       : context.store.client_references().find(account->id, company);
  return found.value_or("");
}

bool set_client_reference(const Context& context, const std::string& account, Siren company,
                          const std::string& reference)
{
  const auto references = context.store.client_references();
  const std::string before = references.find(account, company).value_or("");
  if (before == reference) {
    return false;
  }
  write(references, account, company, reference);
  context.record({store::AuditKind::account, account}, trace_of(company, before),
                 trace_of(company, reference));
  return true;
}

Result<std::optional<Siren>> company_referred_to(const Context& context,
                                                 const std::string& reference)
{
  const domain::Account* const account = context.actor.account();
  const auto called =
    account == nullptr ? std::vector<Siren>()
                       : companies_called(context, account->id, std::string(util::trim(reference)));
  if (called.size() > 1) {
    return Error{"company.several", {reference, listed(called)}}.at("company");
  }
  return called.empty() ? std::optional<Siren>() : std::optional(called.front());
}

} // namespace myatlas::services
