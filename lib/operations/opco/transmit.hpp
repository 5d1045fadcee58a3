#pragma once

#include "operations/operation.hpp"

namespace myatlas::operations {

inline constexpr const char* k_usual_opco = "atlas"; // the connection of a request that names none

struct TransmitContract
{
  std::string request, opco = k_usual_opco;
};

struct TransmitConvention
{
  std::string request, opco = k_usual_opco;
  std::string teaching_cost, first_equipment, meals, nights, signed_on;
  bool mandate = false; // of the employer to the CFA
  bool certify = false; // that both parties signed it, and it says what is transmitted
};

struct TransmitInvoice
{
  std::string number, opco = k_usual_opco;
  bool again = false; // without looking for it: the OPCO said that it does not have it
};

struct TransmitCertificate
{
  std::string number, opco = k_usual_opco;
  std::string last_name; // of who signed it
};

struct SyncOpco
{
  std::string opco = k_usual_opco;
};

extern const OperationOf<TransmitContract> k_transmit_contract;
extern const OperationOf<TransmitConvention> k_transmit_convention;
extern const OperationOf<TransmitInvoice> k_transmit_invoice;
extern const OperationOf<TransmitCertificate> k_transmit_certificate;
extern const OperationOf<SyncOpco> k_sync_opco;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::TransmitContract>
{
  using Form = operations::TransmitContract;
  static constexpr std::tuple k_members = {required("request", &Form::request, Says::number),
                                           member("opco", &Form::opco)};
};

template <>
struct Shape<operations::TransmitConvention>
{
  using Form = operations::TransmitConvention;
  static constexpr std::tuple k_members = {
    required("request", &Form::request, Says::number),
    member("opco", &Form::opco),
    member("teaching_cost", &Form::teaching_cost, Says::amount),
    member("first_equipment", &Form::first_equipment, Says::amount),
    member("meals", &Form::meals, Says::figure),
    member("nights", &Form::nights, Says::figure),
    member("signed_on", &Form::signed_on, Says::day),
    member("mandate", &Form::mandate),
    member("certify", &Form::certify)};
};

template <>
struct Shape<operations::TransmitInvoice>
{
  using Form = operations::TransmitInvoice;
  static constexpr std::tuple k_members = {required("number", &Form::number, Says::number),
                                           member("opco", &Form::opco),
                                           member("again", &Form::again)};
};

template <>
struct Shape<operations::TransmitCertificate>
{
  using Form = operations::TransmitCertificate;
  static constexpr std::tuple k_members = {required("number", &Form::number, Says::number),
                                           member("opco", &Form::opco),
                                           member("last_name", &Form::last_name)};
};

template <>
struct Shape<operations::SyncOpco>
{
  using Form = operations::SyncOpco;
  static constexpr std::tuple k_members = {member("opco", &Form::opco)};
};

} // namespace myatlas::formats
