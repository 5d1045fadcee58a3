#include "domain/dossiers/request_document.hpp"

#include <algorithm>

#include "domain/dossiers/contract.hpp"
#include "domain/values/names.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::add_to_list;
using util::trim;

constexpr NamedValue<DocumentUse> k_uses[] = {
  {"quote", DocumentUse::quote},           {"convention", DocumentUse::convention},
  {"programme", DocumentUse::programme},   {"cerfa", DocumentUse::cerfa},
  {"mandate", DocumentUse::mandate},       {"kbis", DocumentUse::kbis},
  {"attendance", DocumentUse::attendance}, {"certificate", DocumentUse::certificate},
  {"expenses", DocumentUse::expenses},     {"break-off", DocumentUse::break_off},
  {"tripartite", DocumentUse::tripartite}, {"other", DocumentUse::other},
};

using Stage = DocumentsCase::Stage;

enum class When
{
  always,
  filed_by_cfa,
  adapted,
};

struct Requirement
{
  Scheme scheme;
  DocumentUse use;
  When when = When::always;
  Stage stage = Stage::request;
};

constexpr Requirement k_requirements[] = {
  {Scheme::pdc, DocumentUse::quote},
  {Scheme::pdc, DocumentUse::convention},
  {Scheme::pdc, DocumentUse::programme},
  {Scheme::proa, DocumentUse::quote},
  {Scheme::proa, DocumentUse::convention},
  {Scheme::proa, DocumentUse::programme},
  {Scheme::bilan, DocumentUse::quote},
  {Scheme::bilan, DocumentUse::convention},
  {Scheme::bilan, DocumentUse::programme},
  {Scheme::vae, DocumentUse::quote},
  {Scheme::vae, DocumentUse::convention},
  {Scheme::vae, DocumentUse::programme},
  {Scheme::afest, DocumentUse::quote},
  {Scheme::afest, DocumentUse::convention},
  {Scheme::afest, DocumentUse::programme},
  {Scheme::apprenticeship, DocumentUse::cerfa},
  {Scheme::apprenticeship, DocumentUse::convention},
  {Scheme::apprenticeship, DocumentUse::tripartite, When::adapted},
  {Scheme::apprenticeship, DocumentUse::mandate, When::filed_by_cfa},
  {Scheme::apprenticeship, DocumentUse::cerfa, When::always, Stage::amendment},
  {Scheme::apprenticeship, DocumentUse::convention, When::always, Stage::amendment},
  {Scheme::apprenticeship, DocumentUse::tripartite, When::adapted, Stage::amendment},
  {Scheme::apprenticeship, DocumentUse::cerfa, When::always, Stage::prolongation},
  {Scheme::professionnalisation, DocumentUse::cerfa},
  {Scheme::professionnalisation, DocumentUse::convention},
  {Scheme::professionnalisation, DocumentUse::programme},
};

bool holds(When when, const DocumentsCase& of)
{
  if (when == When::always) {
    return true;
  }
  return when == When::adapted ? of.adapted : of.filed_by_cfa;
}

bool is_needed(const Requirement& requirement, const DocumentsCase& of)
{
  return requirement.scheme == of.scheme && requirement.stage == of.stage &&
         holds(requirement.when, of);
}

// For a company of its own; as far as SIRETs tell, for another.
bool is_filed_for_another(const Contract& contract)
{
  const auto cfa = Siret::parse(contract.text("organismeFormation.siret")),
             employer = Siret::parse(contract.text("employeur.siret"));
  return !cfa || !employer || cfa->siren() != employer->siren();
}

bool is_adapted(const Contract& contract)
{
  const std::int64_t derogation = contract.number("contrat.typeDerogation");
  return derogation == 21 || derogation == 22;
}

} // namespace

DocumentsCase documents_case(const Contract& contract)
{
  return {Scheme::apprenticeship, is_filed_for_another(contract), is_adapted(contract),
          Stage::request};
}

DocumentUses required_documents(const DocumentsCase& of)
{
  DocumentUses required;
  for (const Requirement& requirement : k_requirements) {
    if (is_needed(requirement, of)) {
      required.push_back(requirement.use);
    }
  }
  return required;
}

DocumentUses missing_documents(const DocumentsCase& of, const DocumentUses& attached)
{
  DocumentUses missing = required_documents(of);
  std::erase_if(missing, [&](DocumentUse use) { return util::contains(attached, use); });
  return missing;
}

std::string to_text(const AskedDocuments& asked)
{
  std::string text = joined(asked.documents);
  if (!asked.comment.empty()) {
    add_to_list(text, asked.comment, ": ");
  }
  return text;
}

namespace {

// Where the words end and the comment begins.
std::size_t end_of_words(std::string_view text)
{
  return std::min(text.find(':'), text.size());
}

std::string_view comment_behind(std::string_view text, std::size_t colon)
{
  return trim(text.substr(std::min(colon + 1, text.size())));
}

} // namespace

AskedDocuments read_asked_documents(std::string_view text)
{
  const std::size_t colon = end_of_words(text);
  AskedDocuments asked;
  for (const std::string_view word : util::split(text.substr(0, colon), ',')) {
    const auto use = parse_document_use(trim(word));
    if (!use) {
      return {{}, std::string(text)};
    }
    asked.documents.push_back(*use);
  }
  asked.comment = comment_behind(text, colon);
  return asked;
}

DocumentUses uses_of(const std::vector<RequestDocument>& documents)
{
  DocumentUses uses;
  for (const RequestDocument& document : documents) {
    uses.push_back(document.use);
  }
  return uses;
}

const char* to_text(DocumentUse use)
{
  return name_of(k_uses, use);
}

util::Result<DocumentUse> parse_document_use(std::string_view text)
{
  return value_of(k_uses, text, "document.use_unknown");
}

std::string joined(const DocumentUses& uses)
{
  std::string text;
  for (const DocumentUse use : uses) {
    add_to_list(text, to_text(use));
  }
  return text;
}

} // namespace myatlas::domain
