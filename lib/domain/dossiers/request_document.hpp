#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/dossiers/funding_request.hpp"
#include "util/clock.hpp"

namespace myatlas::domain {

class Contract;

// What a document of a dossier is for (pièce justificative).
enum class DocumentUse
{
  quote,      // devis signé
  convention, // convention ou contrat de formation
  tripartite, // convention tripartite d'aménagement de durée
  programme,
  cerfa,   // contrat, signé
  mandate, // mandat de l'employeur au CFA
  kbis,
  attendance,  // feuilles d'émargement
  certificate, // certificat de réalisation
  expenses,    // justificatifs de frais
  break_off,   // preuve de la rupture
  other,
};
using DocumentUses = std::vector<DocumentUse>;

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

// What the documents of a request depend on.
struct DocumentsCase
{
  enum class Stage
  {
    request,
    amendment,    // of an accepted contract
    prolongation, // one that leaves the convention as it is
  };
  Scheme scheme = Scheme::pdc;
  bool filed_by_cfa = false; // for an employer that is another company: it needs a mandate
  bool adapted = false;      // an apprenticeship shorter or longer than its diploma's
  Stage stage = Stage::request;
};

// What the documents of a contract that its CFA sends depend on: a mandate unless it is the
// employer's own, and a convention of three parties for a training that is shortened or lengthened
// (derogations 21 and 22).
DocumentsCase documents_case(const Contract& contract);

// What must be there before a request is decided, completed, or counted as complete for the OPCO's
// time to answer (doc/sources/documents.md; for Pro-A, the bilan and the VAE the same as for the
// plan: assumed).
DocumentUses required_documents(const DocumentsCase& of);
DocumentUses missing_documents(const DocumentsCase& of,
                               const DocumentUses& attached); // of those

// What an office asks for: documents, words, or both.
struct AskedDocuments
{
  DocumentUses documents;
  std::string comment;
};

// As a history keeps it, "quote, programme: not signed"; what names no document is words alone.
std::string to_text(const AskedDocuments& asked);
AskedDocuments read_asked_documents(std::string_view text);

DocumentUses uses_of(const std::vector<RequestDocument>& documents);

const char* to_text(DocumentUse use);
util::Result<DocumentUse> parse_document_use(std::string_view text); // "document.use_unknown"
std::string joined(const DocumentUses& uses);                        // "quote, programme"

} // namespace myatlas::domain
