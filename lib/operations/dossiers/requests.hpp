#pragma once

#include "formats/json/request_shape.hpp"
#include "operations/operation.hpp"

namespace myatlas::operations {

struct SubmitRequest
{
  domain::RequestForm form;
  std::vector<std::string> new_employees; // "NAME, FIRST NAME, BIRTH DATE"
  std::string request;                    // the draft that is taken up
  bool draft = false;
  bool online = false; // the public register is asked about its establishments first
};

struct EditRequest
{
  domain::RequestForm form;
  std::vector<std::string> new_employees;
  std::string request;
};

struct DossierName
{
  std::string request;
};

struct CommentedDossier
{
  std::string request, comment;
};

struct ListRequests
{
  std::string state, scheme, since, company, reference, provider_siret, limit, after;
};

// A form that was read from a file, with what the request says beside it, which wins. Trainees it
// names are all there are.
domain::RequestForm form_over(domain::RequestForm file, const SubmitRequest& request);
domain::RequestForm form_over(domain::RequestForm file, const EditRequest& request);

extern const OperationOf<SubmitRequest> k_submit_request;
extern const OperationOf<EditRequest> k_edit_request;
extern const OperationOf<CommentedDossier> k_complete_request, k_cancel_request;
extern const OperationOf<ListRequests> k_list_requests;
extern const OperationOf<DossierName> k_show_request;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::SubmitRequest>
{
  using Form = operations::SubmitRequest;
  static constexpr std::tuple k_members = {
    flat(&Form::form), member("new_employees", &Form::new_employees),
    member("request", &Form::request, Says::number), member("draft", &Form::draft),
    member("online", &Form::online)};
};

template <>
struct Shape<operations::EditRequest>
{
  using Form = operations::EditRequest;
  static constexpr std::tuple k_members = {flat(&Form::form),
                                           member("new_employees", &Form::new_employees),
                                           required("request", &Form::request, Says::number)};
};

template <>
struct Shape<operations::DossierName>
{
  using Form = operations::DossierName;
  static constexpr std::tuple k_members = {required("request", &Form::request, Says::number)};
};

template <>
struct Shape<operations::CommentedDossier>
{
  using Form = operations::CommentedDossier;
  static constexpr std::tuple k_members = {required("request", &Form::request, Says::number),
                                           member("comment", &Form::comment)};
};

template <>
struct Shape<operations::ListRequests>
{
  using Form = operations::ListRequests;
  static constexpr std::tuple k_members = {
    word<domain::parse_request_state>("state", &Form::state),
    word<domain::parse_scheme>("scheme", &Form::scheme),
    member("since", &Form::since, Says::day),
    member("company", &Form::company),
    member("reference", &Form::reference),
    member("provider_siret", &Form::provider_siret, Says::siret),
    member("limit", &Form::limit, Says::figure),
    member("after", &Form::after, Says::number)};
};

} // namespace myatlas::formats
