// Whose account an invoice asks to be paid on.
#include <algorithm>

#include "domain/dossiers/dossier_share.hpp"
#include "domain/values/bank.hpp"
#include "services/form_values.hpp"
#include "services/invoices/invoice_checks.hpp"

namespace myatlas::services {

namespace {

using domain::Iban;
using domain::masked_iban;
using domain::Siret;

} // namespace

bool is_account_of_member(const Context& context, const domain::Iban& iban, const DossierPart& part)
{
  const domain::Siren member = part.request->siret.siren(), provider = part.issuer.siren();
  return member != provider && context.store.invoices().last_iban(provider) != iban.text() &&
         context.store.invoices().is_account_of_member(member, iban.text());
}

bool is_account_of_provider(const Context& context, const domain::Iban& iban,
                            const DossierPart& part)
{
  std::vector<domain::Siret> providers = part.request->providers();
  providers.push_back(part.issuer);
  return std::ranges::any_of(providers, [&](domain::Siret one) {
    return one.siren() != part.request->siret.siren() &&
           context.store.invoices().last_iban(one.siren()) == iban.text();
  });
}

namespace {

Error account_of(const char* other, const Iban& iban, const domain::FundingRequest& request)
{
  return Error{other, {masked_iban(iban.text()), request.number}}.at("iban");
}

Error not_that_of_file(const Iban& iban, const std::string& seller)
{
  return Error{"einvoice.contradicts", {masked_iban(iban.text()), masked_iban(seller)}}.at("iban");
}

// The account its file tells, as IBANs are written; empty: none that can be read.
std::string account_of_file(const ToldAccounts& told)
{
  const auto iban = Iban::parse(told.seller_iban);
  return iban ? iban->text() : "";
}

std::optional<Iban> iban_typed(const std::string& typed, Errors& problems)
{
  return given(typed, Iban::parse, "iban", problems);
}

void check_account_of_provider(const Context& context, const Iban& iban, const DossierPart& part,
                               const std::string& seller, Errors& problems)
{
  if (is_account_of_member(context, iban, part)) {
    problems.push_back(account_of("invoice.iban_of_member", iban, *part.request));
  }
  if (!seller.empty() && seller != iban.text()) {
    problems.push_back(not_that_of_file(iban, seller));
  }
}

// The account of who sends the invoice, who is the member itself where these are its own costs.
bool is_of_issuer(const Iban& iban, const DossierPart& part, const std::string& seller)
{
  return iban.text() == seller && part.issuer.siren() != part.request->siret.siren();
}

void check_account_of_member(const Context& context, const Iban& iban, const DossierPart& part,
                             const std::string& seller, Errors& problems)
{
  if (is_of_issuer(iban, part, seller) || is_account_of_provider(context, iban, part)) {
    problems.push_back(account_of("invoice.iban_of_provider", iban, *part.request));
  }
}

} // namespace

std::optional<Iban> account_in(const Context& context, const ToldAccounts& told,
                               const DossierPart& part, Errors& problems)
{
  const bool pays_issuer = domain::pays_issuer(*part.request, part.issuer.siren());
  const std::string& typed = told.iban.empty() && pays_issuer ? told.seller_iban : told.iban;
  const auto iban = iban_typed(typed, problems);
  if (!iban) {
    return std::nullopt;
  }
  const std::string seller = account_of_file(told);
  if (pays_issuer) {
    check_account_of_provider(context, *iban, part, seller, problems);
  } else {
    check_account_of_member(context, *iban, part, seller, problems);
  }
  return iban;
}

} // namespace myatlas::services
