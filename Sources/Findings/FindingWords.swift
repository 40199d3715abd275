// Longer than other files on purpose: one exhaustive switch, so that a code without words does not compile.

extension FindingCode {
  /// What this code says to people, in both languages.
  package var words: Words {
    switch self {
    // Files as bytes
    case .emptyFile:
      Words(
        "empty-file", ja: "ファイルが空です。", "出力元のシステムで、データが書き出されたか確かめてください。",
        en: "The file is empty.", "Check that the exporting system wrote its data.")
    case .notText:
      Words(
        "not-text", ja: "文字のファイルとして読めません（{actual}）。", "CSVで書き出し直してください。",
        en: "This is not a text file ({actual}).", "Export it as CSV.")
    case .unsupportedFormat:
      Words(
        "unsupported-format", ja: "この形式（{actual}）は読めません。", "Excelで開き、「Excel ブック (*.xlsx)」かCSVで保存し直してください。",
        en: "This format ({actual}) can't be read.", "Open it in Excel and save it as Excel Workbook (*.xlsx) or CSV.")
    case .tooManyCells:
      Words(
        "too-many-cells", ja: "1行の列数が上限（{limit}列）を超えています。", "区切り文字と出力の設定を確かめてください。",
        en: "One row has more than {limit} columns.", "Check the delimiter and the export settings.")
    case .encodingError:
      Words(
        "encoding-error", ja: "文字コード{encoding}として読めないバイト（{bytes}、ファイル先頭から{offset}バイト目）があります。",
        "この行の文字を入力し直してください。",
        en: "The bytes {bytes} at offset {offset} are not valid {encoding}.", "Type this row's text again.")
    case .unclosedQuote:
      Words(
        "unclosed-quote", ja: "引用符（\"）が閉じられていません（ファイルの{line}行目）。", "余分な引用符を消すか、閉じる引用符を足してください。",
        en: "A quote that opens on line {line} is never closed.", "Remove the stray quote or close it.")
    case .strayQuote:
      Words(
        "stray-quote", ja: "引用符（\"）の後に余分な文字があります。", "セルの中の引用符は2つ重ねて（\"\"）書いてください。",
        en: "Text follows a closing quote.", "Write a quote inside a cell twice (\"\").")
    case .extraCell:
      Words(
        "extra-cell", ja: "見出しより列が多い行です（{actual}列、見出しは{expected}列）。",
        "区切り文字がセルの中に混ざっていないか確かめてください。",
        en: "The row has {actual} cells where the header has {expected}.", "Look for a delimiter inside a cell.")
    case .missingCell:
      Words(
        "missing-cell", ja: "列が足りない行です（{actual}列、見出しは{expected}列）。", "欠けた列を補ってください。",
        en: "The row has {actual} cells where the header has {expected}.", "Supply the missing cells.")
    case .nulByte:
      Words(
        "nul-byte", ja: "NUL文字（0x00）が含まれています（ファイル先頭から{offset}バイト目）。", "出力元のシステムで書き出し直してください。",
        en: "A NUL byte stands at offset {offset}.", "Export the file again.")
    case .recordTooLong:
      Words(
        "record-too-long", ja: "1行が長すぎます（上限{limit}バイト）。", "改行コードと出力の設定を確かめてください。",
        en: "The record is longer than {limit} bytes.", "Check the line ends and the export settings.")
    case .blankRow:
      Words(
        "blank-row", ja: "空の行です。", "読み飛ばしました。対応は要りません。", en: "The row is blank.",
        "It was skipped; nothing to do.")
    case .unencodableCharacter:
      Words(
        "unencodable-character", ja: "{encoding}で表せない文字「{value}」を〓に置き換えて書きました。", "元の文字は台帳に残っています。",
        en: "“{value}” can't be written in {encoding}; 〓 stands in its place.", "The ledger keeps the original.")
    case .workbookDamaged:
      Words(
        "workbook-damaged", ja: "Excelファイルが壊れているか、途中で切れています（{reason}）。", "Excelで開いて保存し直し、もう一度置いてください。",
        en: "The Excel file is damaged or cut off ({reason}).", "Open it in Excel, save it again and drop it once more."
      )
    case .workbookTooBig:
      Words(
        "workbook-too-big", ja: "Excelファイルの中身が大きすぎます（{actual}、上限{limit}）。", "ファイルを分けるか、CSVで出力してください。",
        en: "The Excel file holds too much ({actual}, at most {limit}).", "Split the file or export it as CSV.")
    case .markupMalformed:
      Words(
        "markup-malformed", ja: "XMLが正しくありません（{line}行目：{reason}）。", "出力したシステムの設定を確かめて、出力し直してください。",
        en: "The XML is not well-formed (line {line}: {reason}).", "Check the exporting system and export it again.")
    case .documentTypeRefused:
      Words(
        "document-type-refused", ja: "XMLに DOCTYPE 宣言があります。", "安全のため読みません。DOCTYPE のないXMLを出力してください。",
        en: "The XML has a DOCTYPE declaration.", "It is not read for safety; export XML without one.")
    case .markupTooBig:
      Words(
        "markup-too-big", ja: "XMLが上限を超えています（{actual}、上限{limit}）。", "ファイルを分けるか、出力したシステムの設定を確かめてください。",
        en: "The XML goes beyond a limit ({actual}, at most {limit}).", "Split the file or check the exporting system.")
    case .rowElementMissing:
      Words(
        "row-element-missing", ja: "XMLの中に行「{expected}」が見つかりません。", "読み取り設定（profiles）の行のパスを確かめてください。",
        en: "No row “{expected}” was found in the XML.", "Check the path of the rows in the profile.")
    case .recordLength:
      Words(
        "record-length", ja: "固定長レコードの長さが{actual}バイトです（{expected}バイトのはずです）。", "元のシステムで出力し直してください。",
        en: "The fixed-width record has {actual} bytes instead of {expected}.",
        "Export it again from the source system.")
    case .recordCountMismatch:
      Words(
        "record-count-mismatch", ja: "トレーラーの件数は{expected}件ですが、データは{actual}件です。", "ファイルが途中で切れているおそれがあります。出力し直してください。",
        en: "The trailer counts {expected} records, but there are {actual}.",
        "The file may be cut off; export it again.")
    case .hiddenCells:
      Words(
        "hidden-cells", ja: "シート「{sheet}」に{actual}があります。", "非表示の行もデータとして読み、結合セルは左上のセルだけに値があります。",
        en: "The sheet “{sheet}” has {actual}.",
        "Hidden rows are data; a merged cell has its value in the first cell only.")
    case .titleLinesSkipped:
      Words(
        "title-lines-skipped", ja: "見出し行の上の{actual}行を読み飛ばしました（見出しは{expected}行目）。", "",
        en: "Lines above the header were skipped: {actual} (the header is row {expected}).", "")
    case .spreadsheetLimit:
      Words(
        "spreadsheet-limit", ja: "行数がExcelの上限（{limit}行）ちょうどです。", "Excelが残りの行を切り捨てたおそれがあります。元の件数と比べてください。",
        en: "The file has exactly the most rows that Excel holds ({limit}).",
        "Excel may have cut off the rest; compare the counts.")
    case .markupMisfit:
      Words(
        "markup-misfit", ja: "XMLの要素「{element}」（{line}行目の{column}文字目）が、この機能のXSDに合いません（{reason}）。",
        "XSD（`elvbridge schema export` で書き出せます）のとおりに出力し直してください。",
        en: "The XML element “{element}” (line {line}, column {column}) does not fit the function's XSD: {reason}.",
        "Export it as the XSD has it; `elvbridge schema export` writes it.")
    case .markupElementUnexpected:
      Words(
        "markup-element-unexpected", ja: "XMLの要素「{element}」（{line}行目の{column}文字目）は、ここでは使えません。",
        "名前の綴りと位置を確かめるか、出力しないでください。使える名前は `elvbridge functions 機能名` で見られます。",
        en: "The XML element “{element}” (line {line}, column {column}) can't stand here.",
        "Check its name and place, or leave it out; `elvbridge functions NAME` lists the names.")
    case .markupElementRepeated:
      Words(
        "markup-element-repeated", ja: "XMLの要素「{element}」が、1行の中に2回以上あります（2回目は{line}行目の{column}文字目）。",
        "正しい値の1つだけを残してください。",
        en: "The XML element “{element}” comes more than once in its row (again on line {line}, column {column}).",
        "Keep the one with the right value.")
    case .markupTextStray:
      Words(
        "markup-text-stray", ja: "XMLの要素「{element}」の中に、どの項目にも属さない文字があります（{line}行目の{column}文字目から）。",
        "タグの抜けがないか確かめて、文字を項目に入れるか消してください。",
        en: "Text within the XML element “{element}” belongs to no field (from line {line}, column {column}).",
        "Look for a missing tag, then put the text into a field or remove it.")
    case .markupValueDeviates:
      Words(
        "markup-value-deviates",
        ja: "この機能のXSDと書き方の違うところが{actual}か所ありました（最初は要素「{element}」、{line}行目の{column}文字目）。",
        "そのまま読み取れたので、対応は要りません。",
        en:
          "Written otherwise than in the function's XSD: {actual} places (first “{element}”, line {line}, column {column}).",
        "They could be read all the same; nothing to do.")

    // Headers and functions
    case .headerNotFound:
      Words(
        "header-not-found", ja: "見出し行が見つかりません。", "1行目に列名（{expected}など）を付けてください。`elvbridge functions` で一覧を見られます。",
        en: "No header row was found.",
        "Put the column names ({expected} …) in the first row; see `elvbridge functions`.")
    case .missingLabel:
      Words(
        "missing-label", ja: "必須の列「{field}」がありません。", "列名を確かめるか、列を足してください。",
        en: "The required column “{field}” is missing.", "Check the column names or add it.")
    case .extraLabel:
      Words(
        "extra-label", ja: "列「{field}」はこの機能では使いません。", "この列は送られません。",
        en: "The column “{field}” is not part of this function.", "It is not sent.")
    case .duplicateLabel:
      Words(
        "duplicate-label", ja: "列名「{field}」が2回以上あります。", "どちらか一方を消すか、名前を変えてください。",
        en: "The column “{field}” appears more than once.", "Remove or rename one of them.")
    case .blankLabel:
      Words(
        "blank-label", ja: "{actual}列目に列名がありません。", "この列は読みません。",
        en: "Column {actual} has no name.", "It is not read.")
    case .functionUnknown:
      Words(
        "function-unknown", ja: "どの機能のファイルか分かりません。",
        "機能名のフォルダー（例 drop/collection-report/ または drop/引取報告/）に置くか、見出しを正しい列名にしてください。",
        en: "It is not clear which function this file is for.",
        "Put it into a folder named for the function (drop/collection-report/) or use the function's column names.")
    case .functionAmbiguous:
      Words(
        "function-ambiguous", ja: "見出しが複数の機能（{actual}）に当てはまります。", "機能名のフォルダーに置いてください。",
        en: "The header fits several functions ({actual}).", "Put the file into a folder named for one of them.")
    case .noRows:
      Words(
        "no-rows", ja: "見出しだけで、データの行がありません。", "出力元のシステムで対象データを確かめてください。",
        en: "The file has a header but no rows.", "Check the export's selection.")
    case .functionWithoutFiles:
      Words(
        "function-without-files", ja: "「{function}」はファイルで送る機能ではありません。認証は自動で行います。",
        "ファイルをこのフォルダーから出してください。利用者IDと認証キーは設定に書き、ファイルに残さないでください。",
        en: "No file is for the function “{function}”: the bridge authenticates by itself.",
        "Take the file out of this folder. User id and secret belong into the settings, not into a file.")

    // Cells and rows
    case .required:
      Words(
        "required", ja: "「{field}」は必須です。", "値を入力してください。", en: "“{field}” is required.", "Fill it in.")
    case .length:
      Words(
        "length", ja: "「{field}」の値「{value}」は桁数が正しくありません（{actual}桁、正しくは{expected}）。", "正しい値に直してください。",
        en: "“{field}” holds “{value}” with {actual} characters instead of {expected}.", "Correct it.")
    case .pattern:
      Words(
        "pattern", ja: "「{field}」の値「{value}」は形式が正しくありません（{expected}）。", "正しい値に直してください。",
        en: "“{field}” holds “{value}”, which has the wrong shape ({expected}).", "Correct it.")
    case .enumeration:
      Words(
        "enumeration", ja: "「{field}」の値「{value}」は選べない値です。", "次のどれかにしてください：{expected}",
        en: "“{field}” holds “{value}”, which is not a choice.", "Use one of: {expected}")
    case .date:
      Words(
        "date", ja: "「{field}」の値「{value}」は、日付として読めないか、暦にない日です。", "2026-11-20 または R8/11/20 のように書いてください。",
        en: "“{field}” holds “{value}”, which is not a clear calendar date.", "Write it like 2026-11-20 or R8/11/20.")
    case .dateOrder:
      Words(
        "date-order", ja: "「{field}」の日付「{value}」は{expected}でなければなりません。", "日付を確かめてください。",
        en: "“{field}” holds {value}, which must be {expected}.", "Check the dates.")
    case .rowConstraint:
      Words(
        "row-constraint", ja: "「{field}」が正しくないか、他の項目と合いません（{expected}）。", "項目を見直してください。",
        en: "“{field}” is wrong or does not fit the other fields ({expected}).", "Review them.")
    case .forbidden:
      Words(
        "forbidden", ja: "「{field}」はこの行では空でなければなりません（値「{value}」、{expected}）。", "値を消すか、他の項目を直してください。",
        en: "“{field}” must be empty in this row (it holds “{value}”; {expected}).", "Clear it or correct the others.")
    case .exponentDamage:
      Words(
        "exponent-damage", ja: "「{field}」の値「{value}」は表計算ソフトで指数表示に壊れており、元の番号に戻せません。",
        "元のシステムから文字列として書き出し直してください。",
        en: "A spreadsheet turned “{field}” into “{value}”; the lost digits can't be restored.",
        "Export the column again as text.")
    case .number:
      Words(
        "number", ja: "「{field}」の値「{value}」は数として読めません。", "数字だけで入力してください。",
        en: "“{field}” holds “{value}”, which is not a number.", "Use digits only.")
    case .range:
      Words(
        "range", ja: "「{field}」の値「{value}」は範囲外です（{expected}）。", "値を確かめてください。",
        en: "“{field}” holds {value}, which is out of range ({expected}).", "Check it.")
    case .duplicateKey:
      Words(
        "duplicate-key", ja: "同じ報告（{value}）がこのファイルの{expected}行目にもあります。", "どちらか一方を消してください。",
        en: "The same report ({value}) already stands in row {expected} of this file.", "Remove one of the two.")
    case .ownerConsent:
      Words(
        "owner-consent", ja: "最終所有者の引取り意思が書面で確認されていません。", "書面で確認してから「1」（確認済）にしてください。",
        en: "The last owner's written consent is not confirmed.", "Obtain it, then set the field to 1.")
    case .boolean:
      Words(
        "boolean", ja: "「{field}」の値「{value}」は有・無のどちらか分かりません。", "次のどれかにしてください：{expected}",
        en: "“{field}” holds “{value}”, which is neither yes nor no.", "Use one of: {expected}")
    case .applianceTicket:
      Words(
        "appliance-ticket", ja: "「{field}」の値「{value}」は13桁で、家電リサイクル券の番号です。", "自動車のリサイクル券番号（12桁）を入力してください。",
        en: "“{field}” holds “{value}”: 13 digits are a home-appliance recycling ticket.",
        "Use the vehicle's 12-digit number.")
    case .callsDiffer:
      Words(
        "calls-differ", ja: "同じ荷姿（{value}）の{expected}行目と「{field}」の値が違います。", "1つの荷姿の報告は1回だけなので、すべての行の値をそろえてください。",
        en: "Row {expected} is about the same package ({value}) and holds another “{field}”.",
        "A package is reported once: make all its rows agree.")
    case .callBroken:
      Words(
        "call-broken", ja: "同じ荷姿（{value}）の{expected}行目に不備があります。", "その行を直してから、この荷姿のすべての行をもう一度入れてください。",
        en: "Row {expected} of the same package ({value}) has errors.",
        "Correct it, then drop all rows of this package again.")
    case .referenceTaken:
      Words(
        "reference-taken", ja: "荷姿参照「{value}」は、今日の別の行（{earlier}行目）で使われています。", "別の名前を付けてください。",
        en: "The package name “{value}” is given by another row of today (row {earlier}).", "Choose another name.")

    // Repairs and doubts about a cell
    case .zeroRestored:
      Words(
        "zero-restored", ja: "「{field}」の失われた先頭の0を補いました（「{value}」→「{expected}」）。", "番号を確かめてください。",
        en: "A lost leading zero of “{field}” was restored ({value} → {expected}).", "Check the number.")
    case .serialDate:
      Words(
        "serial-date", ja: "「{field}」のシリアル値{value}を{expected}と読みました。", "",
        en: "The serial number {value} in “{field}” was read as {expected}.", "")
    case .eraOverrun:
      Words(
        "era-overrun", ja: "「{field}」の「{value}」はその元号にない日付なので、{expected}と読みました。", "元号を確かめてください。",
        en: "“{value}” in “{field}” lies outside its era and was read as {expected}.", "Check the era.")
    case .defaultEra:
      Words(
        "default-era", ja: "「{field}」の「{value}」に既定の元号を当て、{expected}と読みました。", "年を確かめてください。",
        en: "“{value}” in “{field}” was read as {expected} by the default era.", "Check the year.")
    case .kanaFolded:
      Words(
        "kana-folded", ja: "「{field}」のかなを揃えました（「{value}」→「{expected}」）。", "",
        en: "The kana of “{field}” was folded ({value} → {expected}).", "")
    case .stampPadded:
      Words(
        "stamp-padded", ja: "職権打刻番号を7桁に補いました（「{value}」→「{expected}」）。", "番号を確かめてください。",
        en: "The official-stamp number was padded to 7 digits ({value} → {expected}).", "Check the number.")
    case .feeOutOfRange:
      Words(
        "fee-out-of-range", ja: "「{field}」の金額{value}円は通常の範囲（{expected}）の外です。", "金額を確かめてください。",
        en: "The fee of {value} yen in “{field}” is outside the usual {expected}.", "Check the amount.")
    case .deadlinePassed:
      Words(
        "deadline-passed", ja: "法定の報告期限（{expected}）を過ぎています。", "報告の義務は残るため、このまま送ります。",
        en: "The legal deadline ({expected}) has passed.", "The duty remains, so the report is still sent.")
    case .timeDropped:
      Words(
        "time-dropped", ja: "「{field}」の「{value}」から時刻を除いて{expected}と読みました。", "",
        en: "The time of day in “{field}” ({value}) was dropped: {expected}.", "")
    case .blankDate:
      Words(
        "blank-date", ja: "「{field}」の「{value}」は日付ではないため、空とみなしました。", "日付があれば入力してください。",
        en: "“{value}” in “{field}” is no date and was read as empty.", "Enter the date if there is one.")
    case .unitStripped:
      Words(
        "unit-stripped", ja: "「{field}」の「{value}」を単位を除いて{expected}と読みました。", "",
        en: "“{value}” in “{field}” was read as {expected}, without its unit.", "")
    case .weekdayDropped:
      Words(
        "weekday-dropped", ja: "「{field}」の「{value}」を曜日を除いて{expected}と読みました。", "",
        en: "“{value}” in “{field}” was read as {expected}, without the day of the week.", "")
    case .unmappedValue:
      Words(
        "unmapped-value", ja: "「{field}」の値「{value}」は読み取り設定にありません。", "設定（profiles）の values に加えるか、元の値を直してください。",
        en: "The value “{value}” in “{field}” is not in the profile.",
        "Add it to the profile’s values, or correct the source.")
    case .foreignCharacter:
      Words(
        "foreign-character", ja: "「{field}」に受け手が読めない文字（{value}）があります。", "矢印の文字に置き換えるか、仮名で書いてください。",
        en: "“{field}” has characters that the receiver can't read ({value}).",
        "Use the writing behind the arrow, or kana.")
    case .unusualCharacter:
      Words(
        "unusual-character", ja: "「{field}」に受け手が読めないかもしれない文字（{value}）があります。", "そのまま送りました。矢印の文字に置き換えられます。",
        en: "“{field}” has characters that the receiver may not read ({value}).",
        "They are sent as they are; the writing behind the arrow is usual.")

    // Deliveries
    case .functionNotAllowed:
      Words(
        "function-not-allowed", ja: "この利用者は機能「{function}」を利用登録していません。", "JARCの利用登録（料金照会／料金照会＋移動報告）を確かめてください。",
        en: "This user is not registered for “{function}”.", "Check the registration with JARC.")
    case .membershipRequired:
      Words(
        "membership-required", ja: "この機能は資源回収インセンティブコンソーシアムの参加者だけが使えます。", "設定の `consortium` を確かめてください。",
        en: "Only members of the resource-recovery consortium may use this function.",
        "Check `consortium` in the configuration.")
    case .alreadyAccepted:
      Words(
        "already-accepted", ja: "この報告は{when}に受理済みです（受付番号 {receipt}）。", "送信していません。対応は要りません。",
        en: "This report was accepted on {when} (receipt {receipt}).", "It was not sent again; nothing to do.")
    case .keyConflict:
      Words(
        "key-conflict", ja: "同じ車台の報告が{when}に別の内容で受理されています（受付番号 {receipt}、{file}の{earlier}行目）。",
        "報告は取り消せません。訂正が必要ならJARCの窓口へ連絡してください。",
        en: "The same report was accepted on {when} with other content (receipt {receipt}, row {earlier} of {file}).",
        "Reports can't be withdrawn; call JARC's desk if it must be corrected.")
    case .pendingConflict:
      Words(
        "pending-conflict", ja: "同じ車台の報告が別の内容で送信待ちか確認中です（{file}の{earlier}行目）。", "どちらか一方を取り下げてください。",
        en: "The same report is waiting or in doubt with other content (row {earlier} of {file}).",
        "Withdraw one of the two.")
    case .depositUnpaid:
      Words(
        "deposit-unpaid", ja: "リサイクル料金が預託されていません（{value}）。", "料金を預託してから、この行をもう一度入れてください。",
        en: "The recycling fee is not deposited ({value}).", "Deposit it, then drop this row again.")
    case .itemUnpaid:
      Words(
        "item-unpaid", ja: "装備されている品目の料金が預託されていません（{value}）。", "追加預託をしてから、この行をもう一度入れてください。",
        en: "The fee of an equipped item is not deposited ({value}).", "Deposit it, then drop this row again.")
    case .gateUnanswered:
      Words(
        "gate-unanswered", ja: "事前の確認（{function}）に答えが得られませんでした。", "報告は送っていません。自動でやり直します。",
        en: "The check that goes first ({function}) got no answer.", "The report was not sent; it will be tried again.")
    case .noUsableAnswer:
      Words(
        "no-usable-answer", ja: "送信しましたが、使える答えがありませんでした（{reason}）。",
        "二重報告を防ぐため再送していません。照会で確かめています。",
        en: "The report was sent but got no usable answer ({reason}).",
        "It is never sent blindly again; an inquiry will tell.")
    case .interrupted:
      Words(
        "interrupted", ja: "送信の途中でプログラムが止まりました。", "二重報告を防ぐため再送していません。照会で確かめています。",
        en: "The program stopped while this report was under way.",
        "It is never sent blindly again; an inquiry will tell.")
    case .notReached:
      Words(
        "not-reached", ja: "サーバーに接続できませんでした（{reason}）。", "報告は送られていません。自動でやり直します。",
        en: "The service was not reached ({reason}).", "Nothing was sent; it will be tried again.")
    case .throttled:
      Words(
        "throttled", ja: "流量制限を受けています。", "{when}以降に自動でやり直します。", en: "The service asked us to slow down.",
        "It will be tried again after {when}.")
    case .outOfHours:
      Words(
        "out-of-hours", ja: "サービス時間外です。", "{when}に自動で送ります。", en: "The service is closed.",
        "The row will be sent at {when}.")
    case .earlierStep:
      Words(
        "earlier-step", ja: "先に済ませる報告（{function}、台帳ID {earlier}）が済んでいません。",
        "その行が受理されると自動で送ります。不備・拒否なら、その行を直してもう一度入れてください。",
        en: "A report that comes first ({function}, ledger ID {earlier}) is not settled.",
        "This row follows once that one is accepted; if it was wrong or refused, correct it and drop it again.")
    case .tooEarly:
      Words(
        "too-early", ja: "前工程の処理がまだ済んでいません（{message}）。", "{when}以降に自動でもう一度送ります。",
        en: "The service says that this report is too early ({message}).", "It will be tried again after {when}.")
    case .runStopped:
      Words(
        "run-stopped", ja: "実行が途中で止まったため、まだ送っていません（{reason}）。", "次の実行で送ります。",
        en: "The run stopped before this row was sent ({reason}).", "The next run will send it.")
    case .confirmedByInquiry:
      Words(
        "confirmed-by-inquiry", ja: "照会により、報告の成立を確認しました。", "対応は要りません。",
        en: "An inquiry confirmed that the report took effect.", "Nothing to do.")
    case .reportedDifferently:
      Words(
        "reported-differently", ja: "照会すると、この車台は別の内容で報告済みでした（{actual}）。", "JARSの画面で内容を確かめてください。",
        en: "An inquiry shows this vehicle reported with other content ({actual}).", "Check it on the JARS screen.")
    case .serviceRefused:
      Words(
        "service-refused", ja: "サービスが拒否しました：{code} {message}。", "{remedy}",
        en: "The service refused the report: {code} {message}.", "{remedy}")
    case .unexpectedAnswer:
      Words(
        "unexpected-answer", ja: "サービスが仕様にない答え（HTTP {status}）を返しました。", "接続先と仕様の設定を確かめてください。",
        en: "The service answered outside its contract (HTTP {status}).", "Check the address and the wire names.")
    case .waiting:
      Words(
        "waiting", ja: "まだ送っていません。", "順番が来ると自動で送ります。", en: "Not sent yet.", "It will be sent in its turn.")
    case .referenceWaiting:
      Words(
        "reference-waiting", ja: "荷姿「{value}」の番号がまだ決まっていません。", "荷姿を作る行が受理されると、番号を入れて自動で送ります。",
        en: "The package “{value}” has no number yet.",
        "The row follows once the row that makes the package is accepted.")
    case .referenceUndefined:
      Words(
        "reference-undefined", ja: "荷姿「{value}」を作る行がその日のうちに受理されませんでした。", "荷姿番号を書いて、もう一度入れてください。",
        en: "No row that makes the package “{value}” was accepted that day.",
        "Write the package's number and drop it again.")
    case .numberOfAnother:
      Words(
        "number-of-another", ja: "「{field}」の番号{value}は、別の車台（{actual}）の番号です。", "番号と車台番号の組合せを確かめてください。",
        en: "The number {value} in “{field}” belongs to another vehicle ({actual}).",
        "Check the number and the chassis number.")
    case .rerunRowUnknown:
      Words(
        "rerun-row-unknown", ja: "台帳ID「{value}」の行は台帳にありません。", "台帳ID は書き換えずに、エラーファイルを直してください。",
        en: "The ledger has no row “{value}”.", "Leave the ledger ID as it is and correct the error file.")
    case .rerunRowOfAnother:
      Words(
        "rerun-row-of-another", ja: "台帳ID「{value}」は別の機能（{actual}）の行です。", "エラーファイルの行を別のファイルへ移さないでください。",
        en: "The row “{value}” belongs to another function ({actual}).",
        "Do not move rows of an error file to another file.")
    case .rerunAlreadyAccepted:
      Words(
        "rerun-already-accepted", ja: "台帳ID「{value}」の行はすでに受理されています（受付番号{receipt}）。",
        "この行は取り消せません。内容が違うときはJARSの窓口に相談してください。",
        en: "The row “{value}” was accepted already (receipt {receipt}).",
        "It can’t be withdrawn; ask the JARS help desk where the content differs.")
    case .serviceRemark:
      Words(
        "service-remark", ja: "受理されましたが、サービスから注意がありました：{code} {message}。", "{remedy}",
        en: "Accepted with a remark of the service: {code} {message}.", "{remedy}")
    case .credentialsRefused:
      Words(
        "credentials-refused", ja: "認証に失敗しました（{code} {message}）。", "利用者IDと認証キーを確かめてください。これ以上試すとロックされるおそれがあるため、停止しました。",
        en: "The service refused the credentials ({code} {message}).",
        "Check user id and secret. The run stopped because further attempts could lock the account.")
    case .certificateRefused:
      Words(
        "certificate-refused", ja: "{host}のサーバー証明書を確認できません（{reason}）。",
        "接続先と、設定の `certificateAuthority` を確かめてください。何も送っていません。",
        en: "The certificate of {host} can't be trusted ({reason}).",
        "Check the address and `certificateAuthority`. Nothing was sent.")
    case .serviceUnreachable:
      Words(
        "service-unreachable", ja: "{host}に接続できません（{reason}）。", "ネットワークと接続先の設定を確かめてください。行は保留し、次の実行で送ります。",
        en: "{host} can't be reached ({reason}).",
        "Check the network and the address. The rows are held and will go out with the next run.")
    case .plainHTTPRefused:
      Words(
        "plain-http-refused", ja: "暗号化されない接続（{value}）は使えません。",
        "https:// の接続先にしてください（試験用にこの機械自身へつなぐときだけ `allowPlainHTTP: true`）。",
        en: "The unencrypted address {value} is refused.",
        "Use https:// (plain HTTP only to this machine itself, with `allowPlainHTTP: true`).")
    case .rowCorrected:
      Words(
        "row-corrected", ja: "この行は、別の行（台帳ID {earlier}）で訂正されています。", "二重報告を防ぐため、こちらは送りません。その行の結果を確かめてください。",
        en: "Another row corrects this one (ledger ID {earlier}).",
        "This one is not sent, so that nothing is reported twice; see what became of the other.")
    case .declaredNearlyReached:
      Words(
        "declared-nearly-reached", ja: "今月の{function}が{actual}回となり、届け出た月間最大{expected}回の8割を超えました。",
        "届け出た回数を超えそうなときは、あらかじめJARSへ届け出てください。",
        en:
          "This month's {function} have come to {actual}, more than four fifths of the {expected} that were declared.",
        "If more will be needed, tell JARS beforehand.")
    case .reportedLongAgo:
      Words(
        "reported-long-ago", ja: "同じ報告が{when}に受理されています（受付番号 {receipt}）。当時の明細は保存期間を過ぎたため消去済みです。",
        "送信は不要です。別の車両のときは、識別する項目を確かめてください。",
        en: "The same report was accepted on {when} (receipt {receipt}); its records were older than they are kept.",
        "Nothing has to be sent. If another vehicle is meant, check the fields that identify it.")
    case .declaredReached:
      Words(
        "declared-reached", ja: "今月の{function}が{actual}回となり、届け出た月間最大{expected}回に達しました。",
        "送信は続けます。JARSへ新しい回数を届け出て、設定の `declared` を直してください。",
        en: "This month's {function} have come to {actual}; {expected} a month were declared.",
        "Sending goes on. Declare a new figure to JARS and correct `declared` in the configuration.")
    case .leftToPerson:
      Words(
        "left-to-person", ja: "{when}に送った報告の成否が、{count}回の照会でも決まりませんでした（最後の照会：{reason}）。これ以上は自動で照会しません。",
        "再送はしていません。JARSの画面で報告済みか確かめ、elvbridge resolve {id} で確定してください。",
        en:
          "{count} inquiries did not settle the report sent at {when} (the last one: {reason}), and there will be no more.",
        "It was not sent again. Look on the JARS screen whether it is there, then settle it: elvbridge resolve {id}")
    case .unconfirmable:
      Words(
        "unconfirmable", ja: "送信しましたが使える答えがなく、照会でも確かめられません（{reason}）。",
        "再送はしていません。JARSの画面で報告済みか確かめ、elvbridge resolve {id} で確定してください。",
        en: "The report was sent but got no usable answer, and no inquiry can tell ({reason}).",
        "It was not sent again. Look on the JARS screen whether it is there, then settle it: elvbridge resolve {id}")
    case .decidedByPerson:
      Words(
        "decided-by-person", ja: "{who}が{when}に{decision}（理由：{reason}）。", "対応は要りません。",
        en: "{who} {decision} on {when} (because: {reason}).", "Nothing to do.")

    // The ledger
    case .ledgerUnavailable:
      Words(
        "ledger-unavailable", ja: "台帳（{path}）を開けません（{reason}）。", "フォルダーの権限と空き容量を確かめてください。",
        en: "The ledger {path} can't be used ({reason}).", "Check permissions and free space.")
    case .ledgerBusy:
      Words(
        "ledger-busy", ja: "台帳（{path}）は別の処理（{owner}）が使っています。", "その処理が終わってからもう一度実行してください。",
        en: "The ledger {path} is in use by {owner}.", "Run again when it has finished.")
    case .ledgerVersion:
      Words(
        "ledger-version", ja: "台帳（{path}）はこの版より新しい elvbridge で作られています。", "elvbridge を更新してください。",
        en: "The ledger {path} was written by a newer elvbridge.", "Update elvbridge.")
    case .ledgerContradiction:
      Words(
        "ledger-contradiction", ja: "台帳（{path}）に合わないところが{count}件あります。", "送信を止め、台帳の控えを取ってから、この結果を添えて問い合わせてください。",
        en: "{count} things in the ledger {path} do not fit.",
        "Stop sending, copy the ledger away, and ask for help with what is listed here.")
    case .retentionTooShort:
      Words(
        "retention-too-short", ja: "{value}年より古い記録は消せません。記録は{expected}年間残します（規則102条）。", "--years を{expected}以上にしてください。",
        en: "Records of the last {expected} years are kept (ordinance, article 102); {value} is too few.",
        "Give --years {expected} or more.")
    case .ledgerOlder:
      Words(
        "ledger-older", ja: "台帳（{path}）はこの版より古い elvbridge で作られています。", "一度 elvbridge run を実行すると更新されます。",
        en: "The ledger {path} was written by an older elvbridge.", "Any `elvbridge run` brings it up to date.")

    // Files and folders
    case .fileUnreadable:
      Words(
        "file-unreadable", ja: "{path}を読めません（{reason}）。", "ファイルの権限を確かめてください。",
        en: "{path} can't be read ({reason}).", "Check its permissions.")
    case .isDirectory:
      Words(
        "is-directory", ja: "{path}はフォルダーです。", "ファイルを指定してください。", en: "{path} is a folder.", "Name a file.")
    case .fileMissing:
      Words(
        "file-missing", ja: "{path}がありません。", "パスを確かめてください。", en: "{path} does not exist.", "Check the path.")
    case .notRegularFile:
      Words(
        "not-regular-file", ja: "{path}は通常のファイルではありません。", "通常のファイルを置いてください。",
        en: "{path} is not a regular file.", "Drop a regular file.")
    case .folderReadOnly:
      Words(
        "folder-read-only", ja: "{path}に書き込めません（{reason}）。", "結果を書けないため何も送っていません。フォルダーの権限を確かめてください。",
        en: "{path} can't be written to ({reason}).",
        "Nothing was sent, because results could not be written. Check permissions.")
    case .diskFull:
      Words(
        "disk-full", ja: "ディスクに空きがありません（{path}）。", "空きを作ってからもう一度実行してください。続きから再開します。",
        en: "The disk is full ({path}).", "Make room and run again; it resumes where it stopped.")
    case .fileChanged:
      Words(
        "file-changed", ja: "{path}は読んでいる間に変わりました。", "書き込みが終わってからもう一度読みます。",
        en: "{path} changed while it was read.", "It will be read again when its writer is done.")
    case .folderHeld:
      Words(
        "folder-held", ja: "フォルダー{path}は{owner}が処理中です。", "一方を止めてください。",
        en: "The folder {path} is held by {owner}.", "Stop one of the two.")
    case .writeFailed:
      Words(
        "write-failed", ja: "{path}に書けません（{reason}）。", "権限と空き容量を確かめてください。",
        en: "{path} can't be written ({reason}).", "Check permissions and free space.")
    case .outputEdited:
      Words(
        "output-edited", ja: "{path}は書き出した後に変更されているため、上書きしませんでした。", "新しい内容は{actual}にあります。",
        en: "{path} was changed since it was written and was left alone.", "The new content is in {actual}.")
    case .ownOutput:
      Words(
        "own-output", ja: "{path}は elvbridge 自身の出力です。", "直した行を送るには、名前を「….rerun.csv」にして置いてください。",
        en: "{path} is an output of elvbridge itself.", "To send corrected rows, drop it as “….rerun.csv”.")
    case .outsideFolder:
      Words(
        "outside-folder", ja: "{path}は監視フォルダーの外を指すリンクです。", "ファイルそのものを置いてください。",
        en: "{path} is a link that leads out of the drop folder.", "Drop the file itself.")
    case .fileSkippedRows:
      Words(
        "file-skipped-rows", ja: "読み取り設定により{actual}行を読み飛ばしました（{expected}）。", "",
        en: "Rows skipped, as the profile says: {actual} ({expected}).", "")
    case .rowOfNobody:
      Words(
        "row-of-nobody", ja: "この行はどの読み取り設定の条件にも当てはまりません（値「{value}」）。",
        "設定（profiles）の filter に加えるか、others: skip で対象外にしてください。",
        en: "This row fits the filter of no profile (value “{value}”).",
        "Add the value to a filter in the profiles, or leave such rows out with others: skip.")
    case .outputHeld:
      Words(
        "output-held", ja: "{path}は他のプログラム（Excelなど）が開いているため書けません。", "閉じると自動で書き込みます。",
        en: "{path} can't be written, because another program (such as Excel) holds it open.",
        "It is written by itself once it is closed.")
    case .fileUnfinished:
      Words(
        "file-unfinished", ja: "{path}はまだ書き終わっていないようです。", "書き終わると読みます。{seconds}秒変わらなければ、そのまま読みます。",
        en: "{path} looks as if its writer were still at it.",
        "It is read when it is done, or as it is when it stands still for {seconds} s.")

    // Configuration and command line
    case .configurationMissing:
      Words(
        "configuration-missing", ja: "設定ファイルがありません（{path}）。", "`elvbridge init` でひな形を作るか、`--config` で指定してください。",
        en: "There is no configuration ({path}).", "Create one with `elvbridge init` or name one with `--config`.")
    case .configurationInvalid:
      Words(
        "configuration-invalid", ja: "設定{path}が正しくありません：{reason}。", "設定を直してください。",
        en: "The configuration {path} is not valid: {reason}.", "Correct it.")
    case .unknownKey:
      Words(
        "unknown-key", ja: "{path}に知らない項目「{value}」があります。", "{expected}",
        en: "{path} has an unknown key “{value}”.", "{expected}")
    case .schemasMissing:
      Words(
        "schemas-missing", ja: "機能の定義（schemas）が見つかりません。探した場所：{path}。", "`ELVBRIDGE_SCHEMAS` で場所を指定してください。",
        en: "The function schemas were not found. Looked in: {path}.", "Name their folder in `ELVBRIDGE_SCHEMAS`.")
    case .schemaInvalid:
      Words(
        "schema-invalid", ja: "機能の定義{path}が正しくありません：{reason}。", "定義を直してください。",
        en: "The schema {path} is not valid: {reason}.", "Correct it.")
    case .secretMissing:
      Words(
        "secret-missing", ja: "認証キーがありません（{path}）。", "環境変数 {value} か、権限0600のファイルで渡してください。",
        en: "There is no secret ({path}).", "Pass it in the environment variable {value} or in a file with mode 0600.")
    case .secretExposed:
      Words(
        "secret-exposed", ja: "認証キーのファイル{path}を他の利用者が読めます。", "`chmod 600 {path}` を実行してください。",
        en: "Others can read the secret file {path}.", "Run `chmod 600 {path}`.")
    case .unknownFunction:
      Words(
        "unknown-function", ja: "機能「{value}」はありません。", "`elvbridge functions` で一覧を見られます。{expected}",
        en: "There is no function “{value}”.", "See `elvbridge functions`. {expected}")
    case .unknownCode:
      Words(
        "unknown-code", ja: "コード「{value}」はありません。", "`elvbridge explain` で一覧を見られます。",
        en: "There is no code “{value}”.", "See `elvbridge explain`.")
    case .nothingToDo:
      Words(
        "nothing-to-do", ja: "{path}に処理するファイルがありません。", "ファイルを置いてからもう一度実行してください。",
        en: "There is nothing to process in {path}.", "Drop a file and run again.")
    case .readingStopped:
      Words(
        "reading-stopped", ja: "{path}を読み終える前に停止しました。", "もう一度実行すると、止まったところから続きます。",
        en: "The run was stopped before it had read {path}.", "Run again; it goes on where it stood.")
    case .unknownRow:
      Words(
        "unknown-row", ja: "「{value}」は台帳IDではありません。", "結果ファイルの「台帳ID」の値（例 D3R7）を指定してください。",
        en: "“{value}” is not a ledger ID.", "Give the value of the column 台帳ID in a result file, such as D3R7.")
    case .nothingHeld:
      Words(
        "nothing-held", ja: "{value}が止めている報告はありません。", "保留の行の「内容」にある台帳IDを確かめてください。",
        en: "{value} holds nothing back.", "See which ledger ID the held row names.")
    case .profileInvalid:
      Words(
        "profile-invalid", ja: "読み取り設定 {path} が正しくありません（{reason}）。", "設定を直してください。elvbridge profile test で確かめられます。",
        en: "The profile {path} is not right ({reason}).", "Correct it; elvbridge profile test shows the effect.")
    case .profileColumnMissing:
      Words(
        "profile-column-missing", ja: "読み取り設定の列「{expected}」がファイルにありません。", "列名か列の位置を設定（profiles）で直してください。",
        en: "The profile’s column “{expected}” is not in the file.",
        "Correct the column’s name or position in the profile.")
    case .profileAmbiguous:
      Words(
        "profile-ambiguous", ja: "このファイル名に当てはまる読み取り設定が複数あります（{actual}）。", "設定の match を書き分けてください。",
        en: "Several profiles match this file name ({actual}).", "Make their “match” patterns distinct.")
    case .nothingToRerun:
      Words(
        "nothing-to-rerun", ja: "{value}（{path}）に、同じ内容のまま送り直せる行はありません（内容の不備・拒否：{actual}行）。",
        "不備・拒否の行は、エラーファイル（{expected}）を直して `elvbridge rerun` で送ってください。",
        en: "{value} ({path}) has no row to send again as it is (invalid or refused for their content: {actual}).",
        "Correct those in the error file ({expected}) and send it with `elvbridge rerun`.")
    case .dropUnclear:
      Words(
        "drop-unclear", ja: "「{value}」がどのファイルか、台帳では1つに決まりません（{actual}）。", "`elvbridge status` の番号（例 D3）で指定してください。",
        en: "“{value}” names no single file in the ledger ({actual}).",
        "Use the number that `elvbridge status` shows, such as D3.")
    case .notInDoubt:
      Words(
        "not-in-doubt", ja: "{value}は結果不明ではありません（{actual}）。", "確定できるのは結果不明の行だけです。一覧は elvbridge resolve で見られます。",
        en: "{value} is not in doubt ({actual}).", "Only rows in doubt can be settled; elvbridge resolve lists them.")
    case .decisionTooEarly:
      Words(
        "decision-too-early", ja: "{value}は送ったばかりで、まだJARSに現れていないだけかもしれません。", "{when}を過ぎてから、もう一度画面で確かめてください。",
        en: "{value} was sent only just now and may merely not show yet.", "Look again on the screen after {when}.")
    case .decisionAgainstEvidence:
      Words(
        "decision-against-evidence", ja: "{value}を再送できません。最後の照会（{when}）では報告が見えています（{actual}）。",
        "JARSの画面をもう一度確かめ、報告済みなら --accepted で確定してください。",
        en: "{value} can't be sent again: the last inquiry ({when}) shows the report ({actual}).",
        "Look again on the JARS screen; if it is there, settle it with --accepted.")
    case .receiptInvalid:
      Words(
        "receipt-invalid", ja: "{field}「{value}」では確定できません（{expected}）。", "JARSの画面の番号を、もう一度確かめてください。",
        en: "{field} “{value}” can't stand for this report ({expected}).", "Check the number on the JARS screen again.")
    case .reloadRefused:
      Words(
        "reload-refused", ja: "新しい設定は使えません（{reason}）。", "前の設定のまま動き続けます。直してからもう一度 SIGHUP を送ってください。",
        en: "The new configuration can't be used ({reason}).",
        "The old one stays in force. Correct it and send SIGHUP again.")
    case .restartNeeded:
      Words(
        "restart-needed", ja: "{settings}の変更は、再起動すると有効になります。", "それまでは前の値で動きます。他の設定は新しい値になりました。",
        en: "The change of {settings} takes effect with a restart.",
        "Until then the old value is used; all other settings are the new ones.")
    case .libraryMissing:
      Words(
        "library-missing", ja: "通信用のライブラリlibcurlを読み込めません（{reason}）。",
        "libcurl（7.85以降。Debianではlibcurl4）をインストールしてください。何も送っていません。",
        en: "libcurl, which sends the requests, can't be loaded ({reason}).",
        "Install it (7.85 or newer; on Debian, the package libcurl4). Nothing was sent.")
    }
  }
}
