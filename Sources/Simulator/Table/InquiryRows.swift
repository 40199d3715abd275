extension FunctionTable {
  private static let ledgerFields =
    "chassisNoType chassisNo! vehicleClass registrationNo recycleTicketNo clientRequestNo"

  private static let listFields =
    "officeCode! process! dateFrom dateTo movementReportNo page pageSize clientRequestNo"

  /// Authentication and the six inquiries, none of which changes anything (domain/2, 2.2, #1 to #7).
  static let inquiries: [FunctionRow] = [
    FunctionRow(1, "authentication", everyRole, fields: "userId! secret! officeCode", .authentication),
    FunctionRow(2, "fee-inquiry", everyRole, fields: ledgerFields, [.chassisFitsClass], .feeInquiry),
    FunctionRow(3, "vehicle-inquiry", everyRole, fields: ledgerFields, [.chassisFitsClass], .vehicleInquiry),
    FunctionRow(
      4, "vehicle-detail-inquiry", everyRole,
      fields: "officeCode! movementReportNo chassisNoType chassisNo clientRequestNo",
      [.anyOf(["movementReportNo", "chassisNo"]), .chassisFitsClass], .detailInquiry),
    FunctionRow(
      5, "pending-collection-inquiry", [.recoverer, .dismantler, .shredder], fields: listFields,
      [.only("process", ["2", "3", "4"]), .ordered("dateFrom", "dateTo")], .list(.pendingCollection)),
    FunctionRow(
      6, "pending-delivery-inquiry", everyRole, fields: listFields, [.ordered("dateFrom", "dateTo")],
      .list(.pendingDelivery)),
    FunctionRow(
      7, "completed-delivery-inquiry", everyRole, fields: listFields + " packageNo", [.ordered("dateFrom", "dateTo")],
      .list(.completedDelivery)),
  ]
}
