// Names and phone numbers that nobody can mistake for a person's: every name says 示例 (sample).

const surnames =
  `王 Wang 李 Li 张 Zhang 刘 Liu 陈 Chen 杨 Yang 赵 Zhao 黄 Huang 周 Zhou 吴 Wu 徐 Xu 孙 Sun 胡 Hu 朱 Zhu 高 Gao 林 Lin
何 He 郭 Guo 马 Ma 罗 Luo 梁 Liang 宋 Song 郑 Zheng 谢 Xie 韩 Han 唐 Tang 冯 Feng 于 Yu 董 Dong 萧 Xiao 程 Cheng 曹 Cao 袁 Yuan
邓 Deng 许 Xu 傅 Fu 沈 Shen 曾 Zeng 彭 Peng 吕 Lü 苏 Su 卢 Lu 蒋 Jiang 蔡 Cai 贾 Jia 丁 Ding 魏 Wei 薛 Xue 叶 Ye 阎 Yan 余 Yu
潘 Pan 杜 Du 戴 Dai 夏 Xia 钟 Zhong 汪 Wang 田 Tian 任 Ren 姜 Jiang 范 Fan 方 Fang 石 Shi 姚 Yao 谭 Tan 廖 Liao 邹 Zou 熊 Xiong
金 Jin 陆 Lu 郝 Hao 孔 Kong 白 Bai 崔 Cui 康 Kang 毛 Mao 邱 Qiu 秦 Qin 江 Jiang 史 Shi 顾 Gu 侯 Hou 邵 Shao 孟 Meng 龙 Long
万 Wan 段 Duan 钱 Qian 汤 Tang 尹 Yin 黎 Li 易 Yi 常 Chang 武 Wu 乔 Qiao 贺 He 赖 Lai 龚 Gong 文 Wen`
    .split(/\s+/)
    .reduce((pairs, word, at, words) => (at % 2 ? pairs : [...pairs, { zh: word, en: words[at + 1] }]), [])

/** 天干地支, the way Chinese papers count off unnamed people. */
const stems = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥']

/** The `at`-th sample name, no two alike: 王示例 … 文示例, then 王示例甲 …. */
export function sampleName(at) {
  const surname = surnames[at % surnames.length]
  const round = Math.floor(at / surnames.length)
  if (round > stems.length)
    throw new RangeError(`There are ${surnames.length * (stems.length + 1)} sample names, not ${at + 1}.`)
  if (round === 0) return { zh: `${surname.zh}示例`, en: `${surname.en} Sample` }
  return { zh: `${surname.zh}示例${stems[round - 1]}`, en: `${surname.en} Sample ${round}` }
}

/** No Chinese number, and no emergency line, begins with four noughts. */
export const samplePhone = (at) => `000-0000-${String(at + 1).padStart(4, '0')}`
