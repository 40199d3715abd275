extension ResultCode {
  /// The HTTP status that carries the code.
  var httpStatus: Int { Self.table[self]!.status }

  /// The message of the code, as the service words it.
  var message: String { Self.table[self]!.message }

  private static let table: [ResultCode: (status: Int, message: String)] = [
    .success: (200, "正常終了"),
    .acceptedLate: (200, "正常終了（法定期限超過）"),
    .missing: (400, "必須項目が設定されていません"),
    .malformed: (400, "桁数・文字種・形式が不正です"),
    .unknownCode: (400, "コード値が不正です"),
    .invalidDate: (400, "日付が不正です（未来日・前工程日より前・実在しない日）"),
    .inconsistent: (400, "項目間の整合性が不正です"),
    .unknownVehicle: (404, "該当する車台が存在しません"),
    .unknownDestination: (404, "引渡先事業所が存在しない、または工程が一致しません"),
    .unknownPackage: (404, "該当する荷姿が存在しません"),
    .ambiguousVehicle: (409, "車台番号に複数の車両が該当します"),
    .unpaidDeposit: (409, "リサイクル料金が未預託です"),
    .unpaidEquipment: (409, "装備に対する追加預託が必要です"),
    .previousStepMissing: (409, "前工程の引渡報告（または引取報告）が行われていません"),
    .alreadyCollected: (409, "既に引取報告済みです"),
    .alreadyReported: (409, "既に報告済みです"),
    .notOurs: (409, "自事業所が保有する（引渡先となる）車台ではありません"),
    .fluorocarbonOpen: (409, "フロン類の処理が完了していません"),
    .airbagOpen: (409, "エアバッグ類の処理が完了していません"),
    .packageState: (409, "荷姿の状態が不正です"),
    .fluorocarbonMixed: (409, "荷姿のフロン類種別が異なります（CFC/HFC混載不可）"),
    .routeMismatch: (409, "フロン類装備の有無と引渡先工程が一致しません"),
    .notCollectable: (409, "使用済自動車として引取りできない車台です（輸出抹消等）"),
    .noPickupDay: (409, "集荷依頼可能日ではありません"),
    .overLimit: (409, "重量・容量の上限を超えています"),
    .notCertified: (409, "認定全部利用の委託契約がありません"),
    .noDeploymentContract: (409, "車上作動処理の委託契約がありません"),
    .partsMissing: (409, "部品回収報告が行われていません"),
    .nothingToLink: (409, "紐付け可能な車台がありません"),
    .wrongCredentials: (401, "認証に失敗しました"),
    .tokenExpired: (401, "アクセストークンの有効期限切れです"),
    .officeNotAllowed: (403, "当該事業所・工程の権限がありません"),
    .functionNotAllowed: (403, "利用登録されていない機能です"),
    .notConsortiumMember: (403, "資源回収インセンティブコンソーシアムに参加していません"),
    .userLocked: (423, "利用者がロックされています"),
    .registrationExpired: (403, "登録・許可の有効期限切れです"),
    .outsideHours: (503, "オンラインサービス時間外です"),
    .plannedStop: (503, "計画停止日です"),
    .maintenance: (503, "一時的に利用できません"),
    .throttled: (429, "流量制限を超えました"),
    .systemError: (500, "システムエラーが発生しました"),
  ]
}
