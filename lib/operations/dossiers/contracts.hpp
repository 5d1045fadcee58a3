#pragma once

#include "operations/dossiers/requests.hpp"

namespace myatlas::operations {

struct SubmitContract
{
  Json contract;        // in the shape of the inter-OPCO API: see formats::read_contract
  std::string request;  // the dossier it completes or amends
  bool dry_run = false; // only what speaks against it is told
  bool online = false;  // the public register is asked about its establishments first
};

extern const OperationOf<SubmitContract> k_submit_contract;
extern const OperationOf<DossierName> k_list_instalments;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::SubmitContract>
{
  using Form = operations::SubmitContract;
  static constexpr std::tuple k_members = {
    required("contract", &Form::contract), member("request", &Form::request, Says::number),
    member("dry_run", &Form::dry_run), member("online", &Form::online)};
};

} // namespace myatlas::formats
