#pragma once

#include <map>
#include <optional>
#include <string>

#include "domain/values/siret.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What people know a dossier by, beside its number. Empty: not known.
struct DossierLabel
{
  std::string company;   // as the register names it
  std::string trainee;   // the first one, and how many besides: "Camille DURAND, +2"
  std::string reference; // the company's own
  std::string title;
  std::string client; // the account's own reference of the company
};

// Labels for the rows of a list that the account may see, each looked up once.
class Labels
{
public:
  explicit Labels(const Context& context) : m_context(context) {}

  const std::string& company(domain::Siren siren);
  // What the account in use calls it: all of them are looked up at once. Empty: nothing.
  std::string client_reference(domain::Siren siren);
  const DossierLabel& dossier(const std::string& number);
  DossierLabel of(const domain::FundingRequest& request); // of one that is at hand

private:
  DossierLabel look_up(const std::string& number);

  const Context& m_context;
  std::map<domain::Siren, std::string> m_companies;
  std::map<std::string, DossierLabel> m_dossiers;
  std::optional<std::map<domain::Siren, std::string>> m_references;
};

} // namespace myatlas::services
