#include "domain/request_document.hpp"

#include <algorithm>

#include "domain/names.hpp"

namespace myatlas::domain {

namespace {

constexpr NamedValue<DocumentUse> k_uses[] = {
  {"quote", DocumentUse::quote},           {"convention", DocumentUse::convention}, {"programme", DocumentUse::programme},
  {"cerfa", DocumentUse::cerfa},           {"mandate", DocumentUse::mandate},       {"kbis", DocumentUse::kbis},
  {"attendance", DocumentUse::attendance}, {"certificate", DocumentUse::certificate}, {"expenses", DocumentUse::expenses},
  {"break-off", DocumentUse::break_off},   {"other", DocumentUse::other},
};

constexpr DocumentUse k_training[] = {DocumentUse::quote, DocumentUse::convention, DocumentUse::programme};
constexpr DocumentUse k_apprenticeship[] = {DocumentUse::cerfa, DocumentUse::convention};
constexpr DocumentUse k_contract[] = {DocumentUse::cerfa, DocumentUse::convention, DocumentUse::programme};

} // namespace

std::span<const DocumentUse> documents_before(Scheme scheme)
{
  switch (scheme) {
  case Scheme::apprenticeship:
    return k_apprenticeship;
  case Scheme::professionnalisation:
    return k_contract;
  case Scheme::pdc:
  case Scheme::proa:
  case Scheme::bilan:
  case Scheme::vae:
  case Scheme::afest:
    return k_training;
  }
  return k_training;
}

std::vector<DocumentUse> missing_documents(Scheme scheme, const std::vector<DocumentUse>& attached)
{
  std::vector<DocumentUse> missing;
  for (const DocumentUse use : documents_before(scheme)) {
    if (std::ranges::find(attached, use) == attached.end()) {
      missing.push_back(use);
    }
  }
  return missing;
}

std::vector<DocumentUse> uses_of(const std::vector<RequestDocument>& documents)
{
  std::vector<DocumentUse> uses;
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


std::string joined(const std::vector<DocumentUse>& uses)
{
  std::string text;
  for (const DocumentUse use : uses) {
    text += (text.empty() ? "" : ", ") + std::string(to_text(use));
  }
  return text;
}

} // namespace myatlas::domain
