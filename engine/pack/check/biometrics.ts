/** No field holds a body: what identifies somebody for life cannot be changed once it is out, so no pack may ask for it. */
import { entriesOf, kindsOf, type Ground } from './ground.js'

/** Faces seen and not kept ("face to face") are no features. */
const words =
  /人脸|脸部|面部|刷脸|面容|指纹|掌纹|手纹|虹膜|视网膜|巩膜|声纹|步态|静脉识别|生物特征|生物识别|基因|DNA|\b(?:biometric\w*|facial|faceprints?|face(?!s?[ -]to)|finger-?prints?|palm-?prints?|hand geometry|iris(?:es)?|retinas?|voice-?prints?|gait|genome|dna)\b/iu

export function checkBiometrics({ file, teller }: Ground): void {
  for (const [kind, { fields }] of kindsOf(file))
    for (const [name, field] of entriesOf(fields)) {
      const said = [name.replaceAll('-', ' '), ...Object.values(field.title)]
      const found = said.map((text) => words.exec(text)?.[0]).find((it) => it !== undefined)
      if (found === undefined) continue
      const zh = `字段「${name}」像是在收集生物特征（${found}）。人脸、指纹、虹膜、声纹这些一旦泄露就换不了，这里不收；要认人，请用证件核对、签名或者工作人员当面确认，只记结果。`
      const en = `the field "${name}" seems to hold a feature of somebody's body (${found}). Faces, fingerprints, irises and voices cannot be changed once they are out, so they are not kept here; look at a paper, ask for a signature or have somebody confirm in person, and keep the result only.`
      teller.error(['dossiers', kind, 'fields', name], { code: 'biometric', zh, en, found }, 'key')
    }
}
