#pragma once

#include "domain/dossiers/request_document.hpp"
#include "operations/dossiers/requests.hpp"

namespace myatlas::operations {

struct AttachDocument
{
  SentFile file;
  std::string request, kind;
};

struct DocumentName
{
  std::string request, position;
};

extern const OperationOf<AttachDocument> k_attach_document;
extern const OperationOf<DossierName> k_list_documents;
extern const OperationOf<DocumentName> k_get_document;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::AttachDocument>
{
  using Form = operations::AttachDocument;
  static constexpr std::tuple k_members = {
    required("file", &Form::file), required("request", &Form::request, Says::number),
    required_word<domain::parse_document_use>("kind", &Form::kind)};
};

template <>
struct Shape<operations::DocumentName>
{
  using Form = operations::DocumentName;
  static constexpr std::tuple k_members = {required("request", &Form::request, Says::number),
                                           required("position", &Form::position, Says::figure)};
};

} // namespace myatlas::formats
