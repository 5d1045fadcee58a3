#pragma once

#include <span>
#include <string>
#include <vector>

#include "domain/funding_request.hpp"
#include "util/clock.hpp"

namespace myatlas::domain {

// What a document of a dossier is for (pièce justificative).
enum class DocumentUse
{
  quote,       // devis signé
  convention,  // convention ou contrat de formation
  programme,
  cerfa,       // contrat, signé
  mandate,     // mandat de l'employeur au CFA
  kbis,
  attendance,  // feuilles d'émargement
  certificate, // certificat de réalisation
  expenses,    // justificatifs de frais
  break_off,   // preuve de la rupture
  other,
};

struct RequestDocument
{
  std::string request; // number of the dossier
  int position = 0;    // from 1, within the dossier
  DocumentUse use = DocumentUse::other;
  std::string file_name; // as it was called: never a path
  std::string digest, media_type;
  std::int64_t bytes = 0;
  std::string added_by;
  util::Instant added;
};

// What must be there before a request of the scheme is decided (reference/domain 5.4; for Pro-A, the bilan and the VAE the same as
// for the plan: assumed).
std::span<const DocumentUse> documents_before(Scheme scheme);

// Those of the list above that are not attached.
std::vector<DocumentUse> missing_documents(Scheme scheme, const std::vector<DocumentUse>& attached);

std::vector<DocumentUse> uses_of(const std::vector<RequestDocument>& documents);

const char* to_text(DocumentUse use);
util::Result<DocumentUse> parse_document_use(std::string_view text); // "document.use_unknown"
std::string joined(const std::vector<DocumentUse>& uses); // "quote, programme"

} // namespace myatlas::domain
